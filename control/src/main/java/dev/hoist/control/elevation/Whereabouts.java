package dev.hoist.control.elevation;

import dev.hoist.control.policy.LoadedPolicy;
import dev.hoist.kernel.inventory.Registered;
import dev.hoist.kernel.policy.Known;
import dev.hoist.kernel.policy.Value;
import dev.hoist.kernel.target.TargetDefinition;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What is known of a target. */
final class Whereabouts {
  private Whereabouts() {}

  static Map<String, Value> of(LoadedPolicy policy, String target) {
    return policy.target(target).map(known -> of(policy, known)).orElse(Map.of());
  }

  static Map<String, Value> of(LoadedPolicy policy, TargetDefinition target) {
    Map<String, Value> labels = new HashMap<>();
    target.labels().forEach((name, label) -> labels.put(name, new Value.Text(label)));
    Map<String, Value> known = new HashMap<>();
    known.put(Known.TARGET_KIND, new Value.Text(target.kind()));
    known.put(Known.TARGET_LABELS, new Value.Named(labels));
    Set<String> owner =
        policy.inventory().find(target.name()).map(Registered::owner).orElse(Set.of());
    if (!owner.isEmpty()) {
      known.put(
          Known.TARGET_OWNER,
          new Value.Many(owner.stream().sorted().<Value>map(Value.Text::new).toList()));
    }
    return known;
  }
}
