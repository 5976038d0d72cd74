package dev.hoist.policy.format;

import dev.hoist.policy.format.Part.Group;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts what is in brackets behind short names into one column, over lines that follow each other.
 * What is too long then goes on lines of its own, and the others close up.
 */
final class Alignment {
  private final List<Item> items;
  private final int indent;
  private final Set<Item> broken = new HashSet<>();

  private Alignment(List<Item> items, int indent) {
    this.items = items;
    this.indent = indent;
  }

  /** How far from the indentation each value begins. */
  static Map<Item, Integer> of(List<Item> items, int indent) {
    return new Alignment(items, indent).columns();
  }

  private Map<Item, Integer> columns() {
    while (true) {
      Map<Item, Integer> columns = new HashMap<>();
      runs().forEach(run -> align(run, columns));
      List<Item> tooLong =
          columns.entrySet().stream()
              .filter(e -> !fits(e.getKey(), e.getValue()))
              .map(Map.Entry::getKey)
              .toList();
      if (tooLong.isEmpty()) {
        return columns;
      }
      broken.addAll(tooLong);
    }
  }

  private boolean fits(Item item, int column) {
    return item.value() instanceof Group group
        && Flow.of(group, Emitter.WIDTH - indent - column).isPresent();
  }

  private static void align(List<Item> run, Map<Item, Integer> columns) {
    int widest = run.stream().mapToInt(Alignment::width).max().orElse(0);
    run.forEach(item -> columns.put(item, widest + 2));
  }

  private static int width(Item item) {
    return item.key().map(k -> Words.width(Words.inline(k))).orElse(0);
  }

  private List<List<Item>> runs() {
    List<List<Item>> runs = new ArrayList<>();
    boolean open = false;
    for (Item item : items) {
      boolean inLine = isInLine(item);
      if (inLine && (!open || item.apart() || !item.before().isEmpty())) {
        runs.add(new ArrayList<>());
      }
      if (inLine) {
        runs.getLast().add(item);
      }
      open = inLine;
    }
    return runs;
  }

  private boolean isInLine(Item item) {
    return item.key().isPresent()
        && item.value() instanceof Group group
        && !group.needsLines()
        && !broken.contains(item);
  }
}
