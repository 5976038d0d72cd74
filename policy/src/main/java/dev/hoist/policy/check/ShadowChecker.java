package dev.hoist.policy.check;

import dev.hoist.policy.cel.Conditions;
import dev.hoist.policy.model.Effect;
import dev.hoist.policy.model.PolicyDoc;
import dev.hoist.policy.model.Principal;
import dev.hoist.policy.model.RoleDef;
import dev.hoist.policy.model.RuleDef;
import dev.hoist.policy.model.RulesByRole;
import dev.hoist.policy.model.When;
import dev.hoist.policy.source.Located;
import dev.hoist.policy.source.Problems;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Warns of rules that never decide, wholly or for some of those they are for, because an earlier
 * rule or a denial always comes first, or because their condition never holds; of rules whose last
 * day is over; and of roles that nobody can get. Only what is certain from the files is told: a
 * rule with a condition hides only those with the very same one.
 */
final class ShadowChecker {
  private final PolicyDoc doc;
  private final GroupBook groups;
  private final Conditions conditions;
  private final Instant now;
  private final Problems problems;
  private final RulesByRole rules;
  private final Shadows denials;
  private final Set<RuleDef> dead = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Hidden hidden = new Hidden();

  /**
   * @param everywhere the denials for the whole organisation
   */
  ShadowChecker(
      PolicyDoc doc, List<PolicyDoc> everywhere, CheckedSet set, Instant now, Problems problems) {
    this.doc = doc;
    this.groups = set.groups();
    this.conditions = set.conditions();
    this.now = now;
    this.problems = problems;
    this.rules = new RulesByRole(doc.rules());
    this.denials = new Shadows(groups);
    // Those with conditions are left out: a local time in another file can be another time.
    for (PolicyDoc file : everywhere) {
      file.rules().stream()
          .filter(rule -> rule.when().isEmpty())
          .forEach(rule -> denials.add(rule, file.source().name()));
    }
  }

  void check() {
    doc.roles().forEach(this::role);
    for (RuleDef rule : doc.rules()) {
      if (!rule.denies()) {
        tell(rule);
      }
    }
    doc.roles().forEach(this::reach);
  }

  private void role(RoleDef role) {
    List<RuleDef> about = rules.of(role.name().value());
    var denied = new Shadows(groups);
    about.stream().filter(RuleDef::denies).forEach(rule -> denied.add(rule, ""));
    var decided = new Shadows(groups);
    for (RuleDef rule : about) {
      if (!rule.denies()) {
        for (Located<Principal> who : rule.who()) {
          hidden.seen(
              who,
              denials
                  .over(rule, who.value())
                  .or(() -> denied.over(rule, who.value()))
                  .or(() -> decided.over(rule, who.value())));
        }
        decided.add(rule, "");
      }
    }
  }

  private void tell(RuleDef rule) {
    Optional<String> nobody = nobody(rule);
    if (nobody.isPresent() || hidden.wholly(rule)) {
      dead(rule, " can never decide: " + nobody.orElseGet(() -> hidden.by(rule)));
      return;
    }
    over(rule).ifPresent(end -> dead(rule, " gives nothing any more: it gave until " + end));
    for (Located<Principal> who : rule.who()) {
      hidden
          .by(who)
          .ifPresent(
              by ->
                  problems.warning(
                      doc.source(),
                      who.mark(),
                      "rule "
                          + rule.name().value()
                          + " can never decide for "
                          + who.value()
                          + ": "
                          + by));
    }
  }

  private void dead(RuleDef rule, String why) {
    dead.add(rule);
    problems.warning(doc.source(), rule.name().mark(), "rule " + rule.name().value() + why);
  }

  /** The end of a rule that still decides, but gives nothing after it. */
  private Optional<Instant> over(RuleDef rule) {
    return rule.effect() instanceof Effect.Allow allow
        ? allow.limit().notAfter().filter(end -> !now.isBefore(end))
        : Optional.empty();
  }

  private Optional<String> nobody(RuleDef rule) {
    if (condition(rule).equals("false")) {
      return Optional.of("its condition is false");
    }
    Optional<String> never =
        rule.when()
            .flatMap(w -> conditions.get(Conditions.Subject.REQUEST, w.text()).contradiction());
    if (never.isPresent()) {
      return never;
    }
    Crowd crowd = groups.crowd(rule.who().stream().map(Located::value).toList());
    return crowd.open() || !crowd.people().isEmpty()
        ? Optional.empty()
        : Optional.of("nobody is in " + String.join(" or ", names(rule.who())));
  }

  private static List<String> names(List<Located<Principal>> who) {
    return who.stream().map(w -> w.value().toString()).toList();
  }

  /** Of a role that no rule grants another check tells. */
  private void reach(RoleDef role) {
    List<RuleDef> granting =
        rules.of(role.name().value()).stream()
            .filter(rule -> rule.effect() instanceof Effect.Allow)
            .toList();
    if (!granting.isEmpty() && dead.containsAll(granting)) {
      problems.warning(
          doc.source(),
          role.name().mark(),
          "nobody can get role " + role.name().value() + ": no rule that grants it can give it");
    }
  }

  /** A condition's text; equal texts hold at the same time. */
  static String condition(RuleDef rule) {
    return rule.when().map(When::text).map(t -> t.strip().replaceAll("\\s+", " ")).orElse("");
  }
}
