package dev.hoist.policy.decide;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** From a target to what is said about it. */
final class TargetIndex {
  private final Map<String, TargetPage> byName;
  private final Selections selections;

  TargetIndex(Map<String, TargetPage> byName, List<TargetPage> selections) {
    this.byName = Map.copyOf(byName);
    this.selections = new Selections(selections);
  }

  /** Which page a target is on. */
  sealed interface Found {
    /**
     * One, with the target's own kind and labels.
     *
     * @param listed whether by its name
     */
    record One(TargetPage page, String kind, Map<String, String> labels, boolean listed)
        implements Found {}

    record None() implements Found {}

    /** Files that each select it: nobody could say which comes first. */
    record Several(List<String> files) implements Found {}
  }

  Set<String> names() {
    return byName.keySet();
  }

  /**
   * A target that a file lists by name is that, whatever else is said of it.
   *
   * @param kind of a target registered otherwise
   * @param labels of such a target
   */
  Found find(String name, Optional<String> kind, Map<String, String> labels) {
    TargetPage listed = byName.get(name);
    if (listed != null) {
      return new Found.One(listed, listed.kind(), listed.labels(), true);
    }
    return kind.isEmpty() ? new Found.None() : selected(kind.get(), labels);
  }

  private Found selected(String kind, Map<String, String> labels) {
    Set<String> files = new TreeSet<>();
    Map<String, RolePage> roles = new HashMap<>();
    for (TargetPage selection : selections.taking(kind, labels)) {
      files.add(selection.file());
      selection.roles().forEach(roles::putIfAbsent);
    }
    return switch (files.size()) {
      case 0 -> new Found.None();
      case 1 ->
          new Found.One(
              new TargetPage(files.iterator().next(), kind, labels, roles), kind, labels, false);
      default -> new Found.Several(List.copyOf(files));
    };
  }
}
