package dev.hoist.policy.model;

import dev.hoist.policy.source.Located;
import dev.hoist.policy.source.Source;
import java.util.List;

/** A policy file, parsed. */
public record PolicyDoc(
    Source source,
    Located<String> name,
    List<Located<Principal>> owners,
    List<GroupDef> groups,
    List<TargetDef> targets,
    List<RoleDef> roles,
    List<RuleDef> rules) {
  public PolicyDoc {
    owners = List.copyOf(owners);
    groups = List.copyOf(groups);
    targets = List.copyOf(targets);
    roles = List.copyOf(roles);
    rules = List.copyOf(rules);
  }
}
