package dev.hoist.policy.decide;

import java.util.Map;

/**
 * What is said about one target, or about those that a selection takes.
 *
 * @param file the file it belongs to
 * @param labels of the target; those to select by of a selection
 * @param roles by name
 */
record TargetPage(
    String file, String kind, Map<String, String> labels, Map<String, RolePage> roles) {
  TargetPage {
    labels = Map.copyOf(labels);
    roles = Map.copyOf(roles);
  }

  /** Of a selection: whether it takes a target. */
  boolean takes(String otherKind, Map<String, String> otherLabels) {
    return kind.equals(otherKind)
        && labels.entrySet().stream()
            .allMatch(e -> e.getValue().equals(otherLabels.get(e.getKey())));
  }
}
