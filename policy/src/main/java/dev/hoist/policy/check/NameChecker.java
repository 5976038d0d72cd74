package dev.hoist.policy.check;

import dev.hoist.policy.model.Effect;
import dev.hoist.policy.model.GuardDef;
import dev.hoist.policy.model.MaskDef;
import dev.hoist.policy.model.PolicyDoc;
import dev.hoist.policy.model.Principal;
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
import java.util.stream.Stream;

/** Checks the names that one file uses. */
final class NameChecker {
  private final PolicyDoc doc;
  private final CheckedSet set;
  private final Source source;
  private final Problems problems;
  private final Set<String> targets;
  private final Set<String> roles;
  private final Set<String> masks;
  private final Set<String> guards;

  NameChecker(PolicyDoc doc, CheckedSet set, Problems problems) {
    this.doc = doc;
    this.set = set;
    this.source = doc.source();
    this.problems = problems;
    this.targets = names(doc.targets().stream().map(TargetDef::name).toList());
    this.roles = names(doc.roles().stream().map(RoleDef::name).toList());
    this.masks = names(doc.masks().stream().map(MaskDef::name).toList());
    this.guards = names(doc.guards().stream().map(GuardDef::name).toList());
  }

  private static Set<String> names(Collection<Located<String>> located) {
    return located.stream().map(Located::value).collect(Collectors.toSet());
  }

  void check() {
    doc.owners().forEach(this::known);
    doc.targets().forEach(t -> t.owner().forEach(this::known));
    doc.roles().forEach(this::role);
    uniqueRules();
    doc.rules().forEach(this::rule);
    if (!doc.tests().isEmpty()) {
      new TestChecker(doc, set, problems).check();
    }
  }

  private void role(RoleDef role) {
    known(role.on(), targets, "target", "targets");
    known(role.mask().stream().toList(), masks, "masking", "masking");
    known(role.guard().stream().toList(), guards, "guardrails", "guardrails");
  }

  private void rule(RuleDef rule) {
    rule.who().forEach(this::known);
    if (!doc.settings().everywhere()) {
      known(rule.roles(), roles, "role", "roles");
    }
    switch (rule.effect()) {
      case Effect.Deny deny -> {}
      case Effect.Allow allow -> principals(allow).forEach(p -> known(p, rule));
    }
  }

  /** Everyone whom an allowance names besides those it is for. */
  private static Stream<Located<Principal>> principals(Effect.Allow allow) {
    Stream<Located<Principal>> approvers =
        allow.stages().stream()
            .flatMap(
                s ->
                    Stream.concat(
                        s.from().stream(), s.escalate().stream().flatMap(e -> e.to().stream())));
    Stream<Located<Principal>> after =
        Stream.concat(
            allow.after().told().stream(),
            allow.after().review().stream().flatMap(r -> r.by().stream()));
    return Stream.concat(approvers, after);
  }

  private void known(Located<Principal> principal, RuleDef rule) {
    if (principal.value().kind() == Principal.Kind.OWNER) {
      owned(principal, rule);
    } else {
      known(principal);
    }
  }

  private void known(Located<Principal> principal) {
    if (principal.value().kind() == Principal.Kind.ON_CALL) {
      set.schedules().known(principal.map(Principal::name), source, problems);
    } else {
      set.groups().known(principal, source, problems);
    }
  }

  /** Every target that a rule which asks the owner is about must have one. */
  private void owned(Located<Principal> owner, RuleDef rule) {
    Set<String> about = names(rule.roles());
    Set<String> on =
        doc.roles().stream()
            .filter(r -> about.contains(r.name().value()))
            .flatMap(r -> r.on().stream())
            .map(Located::value)
            .collect(Collectors.toSet());
    doc.targets().stream()
        .filter(t -> on.contains(t.name().value()) && t.owner().isEmpty())
        .forEach(
            t ->
                problems.error(
                    source,
                    owner.mark(),
                    "target " + t.name().value() + " has no owner; write owner: group:… on it"));
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
    return Nearest.hint(name.value(), known, "; define it under " + section);
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
