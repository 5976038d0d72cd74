package dev.hoist.policy.model;

import dev.hoist.kernel.target.TargetDefinition;
import dev.hoist.policy.source.Located;
import dev.hoist.policy.source.Mark;
import java.util.Map;

/**
 * A target.
 *
 * @param places where the keys of the definition stand
 */
public record TargetDef(
    Located<String> name,
    String kind,
    String address,
    Map<String, String> labels,
    Map<String, Mark> places) {
  public TargetDef {
    labels = Map.copyOf(labels);
    places = Map.copyOf(places);
  }

  public TargetDefinition definition() {
    return new TargetDefinition(name.value(), kind, address, labels);
  }

  public Mark place(String key) {
    return places.getOrDefault(key, name.mark());
  }
}
