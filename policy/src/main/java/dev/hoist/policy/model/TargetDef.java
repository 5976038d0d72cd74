package dev.hoist.policy.model;

import dev.hoist.kernel.target.TargetDefinition;
import dev.hoist.policy.source.Located;
import dev.hoist.policy.source.Mark;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A target, or a selection of targets by their labels.
 *
 * @param address where it is; empty for a selection
 * @param select the labels that every target of a selection has
 * @param owner who stands for it in approvals
 * @param places where the keys of the definition stand
 */
public record TargetDef(
    Located<String> name,
    String kind,
    Optional<String> address,
    Map<String, String> select,
    Map<String, String> labels,
    List<Located<Principal>> owner,
    Map<String, Mark> places) {
  public TargetDef {
    select = Map.copyOf(select);
    labels = Map.copyOf(labels);
    owner = List.copyOf(owner);
    places = Map.copyOf(places);
  }

  public boolean isSelection() {
    return address.isEmpty();
  }

  /** Of a target that is listed by name. */
  public TargetDefinition definition() {
    return new TargetDefinition(name.value(), kind, address.orElseThrow(), labels);
  }

  public Mark place(String key) {
    return places.getOrDefault(key, name.mark());
  }
}
