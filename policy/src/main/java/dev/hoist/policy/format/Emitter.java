package dev.hoist.policy.format;

import dev.hoist.policy.format.Part.Group;
import dev.hoist.policy.format.Part.Note;
import dev.hoist.policy.format.Part.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a file out: two blanks a level, brackets where they were and fit, short names in line. */
final class Emitter {
  static final int WIDTH = 100;
  private static final int STEP = 2;

  private Emitter() {}

  static String file(Group root, List<Note> top) {
    List<String> lines = new ArrayList<>();
    top.forEach(note -> add(note, 0, lines));
    if (root.items().isEmpty()) {
      lines.add("{}");
      root.foot().forEach(note -> add(note, 0, lines));
    } else {
      if (root.items().getFirst().apart()) {
        space(lines);
      }
      lines.addAll(group(root, 0, Place.TOP, false));
    }
    return String.join("\n", lines) + "\n";
  }

  /**
   * @param dashed whether the first line goes behind a dash: its comments are above that then
   */
  private static List<String> group(Group group, int indent, Place place, boolean dashed) {
    List<String> lines = new ArrayList<>();
    List<Item> items = place.ordered(group.items());
    Map<Item, Integer> columns = place == Place.NAMES ? Alignment.of(items, indent) : Map.of();
    boolean large = false; // what was written last takes several lines
    for (Item item : items) {
      List<String> written = item(item, indent, place, columns.getOrDefault(item, 0));
      boolean several = written.size() > 1;
      if (place.spaced() && (large || several)) {
        space(lines);
      }
      if (!dashed || item != items.getFirst()) {
        above(item, indent, place).forEach(note -> add(note, indent, lines));
      }
      if (item.apart()) {
        space(lines);
      }
      lines.addAll(written);
      large = several;
    }
    group.foot().forEach(note -> add(note, indent, lines));
    return lines;
  }

  private static void add(Note note, int indent, List<String> lines) {
    if (note.apart()) {
      space(lines);
    }
    lines.add(" ".repeat(indent) + note.text());
  }

  /** One empty line, and none at the beginning. */
  private static void space(List<String> lines) {
    if (!lines.isEmpty() && !lines.getLast().isEmpty()) {
      lines.add("");
    }
  }

  private static List<String> item(Item item, int indent, Place place, int column) {
    String bare = " ".repeat(indent) + item.key().map(k -> Words.inline(k) + ":").orElse("-");
    String head = bare + " ".repeat(Math.max(1, column + indent - Words.width(bare)));
    return switch (item.value()) {
      case Word word -> word(item, word, head, indent);
      case Group group -> {
        Optional<String> flow = Flow.of(group, WIDTH - Words.width(head));
        if (flow.isPresent()) {
          yield List.of(head + flow.get() + beside(item));
        }
        List<String> lines = group(group, indent + STEP, place.inside(item), isDashed(item));
        yield isDashed(item) ? behindDash(lines, bare, indent) : below(lines, bare + beside(item));
      }
    };
  }

  private static boolean isDashed(Item item) {
    return item.key().isEmpty();
  }

  private static List<String> word(Item item, Word word, String head, int indent) {
    Optional<List<String>> block =
        Words.block(word, WIDTH - Words.width(head), WIDTH - indent - STEP);
    if (block.isEmpty()) {
      return List.of((head + Words.inline(word)).stripTrailing() + beside(item));
    }
    List<String> lines = new ArrayList<>(block.get());
    String first = head + lines.removeFirst() + beside(item);
    lines.replaceAll(line -> line.isEmpty() ? line : " ".repeat(indent + STEP) + line);
    return below(lines, first);
  }

  private static String beside(Item item) {
    return item.beside().map(note -> "  " + note.text()).orElse("");
  }

  private static List<String> below(List<String> lines, String first) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(lines);
    return all;
  }

  private static List<String> behindDash(List<String> lines, String dash, int indent) {
    List<String> all = new ArrayList<>(lines);
    all.set(0, dash + " " + lines.getFirst().substring(indent + STEP));
    return all;
  }

  /**
   * The comments to put above an item: its own, and those for which its lines have no room. Empty
   * brackets have none, and neither has a dash.
   */
  private static List<Note> above(Item item, int indent, Place place) {
    List<Note> all = new ArrayList<>(item.before());
    if (item.value() instanceof Group group) {
      if (group.items().isEmpty()) {
        all.addAll(group.foot());
      } else if (isDashed(item) && Flow.of(group, WIDTH - indent - STEP).isEmpty()) {
        Place inside = place.inside(item);
        item.beside().ifPresent(all::add);
        all.addAll(above(inside.ordered(group.items()).getFirst(), indent + STEP, inside));
      }
    }
    return all;
  }
}
