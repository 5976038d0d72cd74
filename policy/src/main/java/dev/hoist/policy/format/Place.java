package dev.hoist.policy.format;

import java.util.Comparator;
import java.util.List;

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

  private static final List<String> OF_FILE =
      List.of(
          "apiVersion",
          "policy",
          "scope",
          "owners",
          "mode",
          "timezone",
          "on_change",
          "groups",
          "schedules",
          "targets",
          "roles",
          "rules",
          "masking",
          "guardrails",
          "tests");
  private static final List<String> OF_CASE =
      List.of(
          "it",
          "name",
          "who",
          "roles",
          "when",
          "deny",
          "grant",
          "approval",
          "ask",
          "after",
          "given",
          "request",
          "expect");

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
      case TOP -> by(OF_FILE, items);
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
