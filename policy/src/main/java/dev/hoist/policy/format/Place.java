package dev.hoist.policy.format;

import dev.hoist.policy.model.Keys;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where in a file a group stands, as far as that decides how it looks. */
enum Place {
  /** The keys of the file. */
  TOP,
  /** Names that the author gave, each with something short. */
  NAMES,
  /** Rules or tests, one after another. */
  CASES,
  /** A rule or a test. */
  CASE,
  INSIDE;

  /** A rule and a test have no key in common. */
  private static final List<String> OF_CASE =
      Stream.concat(Keys.RULE.order().stream(), Keys.TEST.order().stream()).toList();

  Place inside(Item item) {
    return switch (this) {
      case TOP -> ofSection(item);
      case CASES -> CASE;
      case NAMES, CASE, INSIDE -> INSIDE;
    };
  }

  private static Place ofSection(Item section) {
    if (section.isNamed("rules") || section.isNamed("tests")) {
      return CASES;
    }
    return section.isNamed("owners") ? INSIDE : NAMES;
  }

  /** Whether something of several lines is set apart by empty ones. */
  boolean spaced() {
    return this == TOP || this == CASES;
  }

  /** Items in the order in which they are written; keys that nobody knows come last. */
  List<Item> ordered(List<Item> items) {
    return switch (this) {
      case TOP -> by(Keys.FILE.order(), items);
      case CASE -> by(OF_CASE, items);
      case NAMES, CASES, INSIDE -> items;
    };
  }

  private static List<Item> by(List<String> order, List<Item> items) {
    return items.stream().sorted(Comparator.comparingInt(i -> rank(order, i))).toList();
  }

  private static int rank(List<String> order, Item item) {
    int rank = item.key().map(k -> order.indexOf(k.text())).orElse(-1);
    return rank < 0 ? order.size() : rank;
  }
}
