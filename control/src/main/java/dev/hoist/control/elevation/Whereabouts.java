package dev.hoist.control.elevation;

import dev.hoist.kernel.policy.Known;
import dev.hoist.kernel.policy.PolicySet;
import dev.hoist.kernel.policy.Value;
import dev.hoist.kernel.target.TargetDefinition;
import java.util.HashMap;
import java.util.Map;

/** What is known of a target. */
final class Whereabouts {
  private Whereabouts() {}

  static Map<String, Value> of(PolicySet policy, String target) {
    return policy.targets().stream()
        .filter(known -> known.name().equals(target))
        .findFirst()
        .map(Whereabouts::of)
        .orElse(Map.of());
  }

  static Map<String, Value> of(TargetDefinition target) {
    Map<String, Value> labels = new HashMap<>();
    target.labels().forEach((name, label) -> labels.put(name, new Value.Text(label)));
    return Map.of(
        Known.TARGET_KIND,
        new Value.Text(target.kind()),
        Known.TARGET_LABELS,
        new Value.Named(labels));
  }
}
