package dev.hoist.policy.decide;

import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Selections in order, found by the labels of a target. Each is filed under the rarest of its
 * labels: whatever lacks that one it cannot take, and of many selections few share it.
 */
final class Selections {
  private record Label(String kind, String name, String value) {}

  private final List<TargetPage> all;
  private final Map<Label, BitSet> byRarest = new HashMap<>();

  /**
   * @param all each names at least one label
   */
  Selections(List<TargetPage> all) {
    this.all = List.copyOf(all);
    Map<Label, Integer> common = new HashMap<>();
    for (TargetPage selection : all) {
      selection.labels().forEach((n, v) -> common.merge(label(selection, n, v), 1, Integer::sum));
    }
    for (int i = 0; i < all.size(); i++) {
      byRarest.computeIfAbsent(rarest(all.get(i), common), l -> new BitSet()).set(i);
    }
  }

  private static Label label(TargetPage selection, String name, String value) {
    return new Label(selection.kind(), name, value);
  }

  private static Label rarest(TargetPage selection, Map<Label, Integer> common) {
    return selection.labels().entrySet().stream()
        .map(e -> label(selection, e.getKey(), e.getValue()))
        .min(Comparator.comparing(common::get))
        .orElseThrow();
  }

  /** In order, those that take a target. */
  List<TargetPage> taking(String kind, Map<String, String> labels) {
    var found = new BitSet();
    labels.forEach(
        (name, value) -> {
          BitSet those = byRarest.get(new Label(kind, name, value));
          if (those != null) {
            found.or(those);
          }
        });
    return found.stream().mapToObj(all::get).filter(s -> s.takes(kind, labels)).toList();
  }
}
