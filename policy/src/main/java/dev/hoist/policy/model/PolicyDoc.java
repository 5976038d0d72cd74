package dev.hoist.policy.model;

import dev.hoist.policy.source.Located;
import dev.hoist.policy.source.Source;
import java.util.List;

/** A policy file, parsed. */
public record PolicyDoc(
    Source source,
    Located<String> name,
    Settings settings,
    List<Located<Principal>> owners,
    List<GroupDef> groups,
    List<ScheduleDef> schedules,
    List<TargetDef> targets,
    List<RoleDef> roles,
    List<RuleDef> rules,
    List<MaskDef> masks,
    List<GuardDef> guards,
    List<TestDef> tests) {
  public PolicyDoc {
    owners = List.copyOf(owners);
    groups = List.copyOf(groups);
    schedules = List.copyOf(schedules);
    targets = List.copyOf(targets);
    roles = List.copyOf(roles);
    rules = List.copyOf(rules);
    masks = List.copyOf(masks);
    guards = List.copyOf(guards);
    tests = List.copyOf(tests);
  }
}
