package dev.hoist.policy.check;

import dev.hoist.policy.model.Effect;
import dev.hoist.policy.model.PolicyDoc;
import dev.hoist.policy.model.RoleDef;
import dev.hoist.policy.model.RuleDef;
import dev.hoist.policy.model.TargetDef;
import dev.hoist.policy.source.Located;
import dev.hoist.policy.source.Nearest;
import dev.hoist.policy.source.Problems;
import dev.hoist.policy.source.Source;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks the names that one file uses. */
final class NameChecker {
  private final PolicyDoc doc;
  private final GroupBook groups;
  private final Source source;
  private final Problems problems;
  private final Set<String> targets;
  private final Set<String> roles;

  NameChecker(PolicyDoc doc, GroupBook groups, Problems problems) {
    this.doc = doc;
    this.groups = groups;
    this.source = doc.source();
    this.problems = problems;
    this.targets = names(doc.targets().stream().map(TargetDef::name).toList());
    this.roles = names(doc.roles().stream().map(RoleDef::name).toList());
  }

  private static Set<String> names(Collection<Located<String>> located) {
    return located.stream().map(Located::value).collect(Collectors.toSet());
  }

  void check() {
    doc.owners().forEach(owner -> groups.known(owner, source, problems));
    doc.roles().forEach(r -> known(r.on(), targets, "target", "targets"));
    uniqueRules();
    doc.rules().forEach(this::rule);
  }

  private void rule(RuleDef rule) {
    rule.who().forEach(p -> groups.known(p, source, problems));
    known(rule.roles(), roles, "role", "roles");
    switch (rule.effect()) {
      case Effect.Deny deny -> {}
      case Effect.Allow allow ->
          allow.stages().forEach(s -> s.from().forEach(p -> groups.known(p, source, problems)));
    }
  }

  private void known(List<Located<String>> named, Set<String> known, String what, String section) {
    Set<String> seen = new HashSet<>();
    for (Located<String> name : named) {
      if (!known.contains(name.value())) {
        problems.error(
            source,
            name.mark(),
            "no " + what + " " + name.value() + " in this file" + hint(name, known, section));
      } else if (!seen.add(name.value())) {
        problems.error(source, name.mark(), what + " " + name.value() + " is named twice");
      }
    }
  }

  private static String hint(Located<String> name, Set<String> known, String section) {
    String near = Nearest.hint(name.value(), known);
    return near.isEmpty() ? "; define it under " + section : near;
  }

  private void uniqueRules() {
    Map<String, Located<String>> seen = new HashMap<>();
    for (RuleDef rule : doc.rules()) {
      Located<String> first = seen.putIfAbsent(rule.name().value(), rule.name());
      if (first != null) {
        problems.error(
            source,
            rule.name().mark(),
            "a second rule named "
                + rule.name().value()
                + "; the first is in line "
                + first.mark().line());
      }
    }
  }
}
