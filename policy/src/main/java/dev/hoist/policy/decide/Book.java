package dev.hoist.policy.decide;

import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.PolicyHash;
import dev.hoist.kernel.policy.PolicySet;
import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.kernel.target.TargetDefinition;
import dev.hoist.policy.source.Durations;
import dev.hoist.policy.source.Nearest;
import dev.hoist.policy.source.Printable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The bound set: one look-up by target and role finds the few rules that can decide. */
final class Book implements PolicySet {
  private static final int LONGEST_NAME = 80;

  private final PolicyHash hash;
  private final List<TargetDefinition> targets;
  private final List<RoleDefinition> roles;
  private final Map<String, Map<String, RolePage>> pages;
  private final Standings standings;

  Book(
      PolicyHash hash,
      List<TargetDefinition> targets,
      List<RoleDefinition> roles,
      Map<String, Map<String, RolePage>> pages,
      Standings standings) {
    this.hash = hash;
    this.targets = List.copyOf(targets);
    this.roles = List.copyOf(roles);
    this.pages = pages;
    this.standings = standings;
  }

  @Override
  public PolicyHash hash() {
    return hash;
  }

  @Override
  public List<TargetDefinition> targets() {
    return targets;
  }

  @Override
  public List<RoleDefinition> roles() {
    return roles;
  }

  @Override
  public Set<String> standing(Subject subject, Set<String> groups) {
    return Set.copyOf(standings.of(subject.name(), groups));
  }

  @Override
  public Decision decide(Facts facts) {
    Map<String, RolePage> onTarget = pages.get(facts.target());
    if (onTarget == null) {
      return unknown("no target " + shown(facts.target()), facts.target(), pages.keySet());
    }
    RolePage page = onTarget.get(facts.role());
    if (page == null) {
      String said = "no role " + shown(facts.role()) + " on " + facts.target();
      return unknown(said, facts.role(), onTarget.keySet());
    }
    return decide(page, facts);
  }

  private Decision decide(RolePage page, Facts facts) {
    Set<String> standing = standings.of(facts.subject().name(), facts.groups());
    for (BoundRule.Denying rule : page.denying()) {
      if (rule.isFor(standing)) {
        return new Decision.Denied(Optional.of(rule.name()), rule.message());
      }
    }
    for (BoundRule.Allowing rule : page.allowing()) {
      if (rule.isFor(standing)) {
        return allow(rule, facts);
      }
    }
    return noRule(page, facts, standing);
  }

  private Decision noRule(RolePage page, Facts facts, Set<String> standing) {
    String name = shown(facts.subject().name());
    String said =
        "no rule of policy "
            + page.policy()
            + " gives "
            + name
            + " role "
            + facts.role()
            + " on "
            + facts.target();
    return standing.size() > 1
        ? new Decision.Denied(Optional.empty(), said)
        : unknown(said + ", and no group names " + name, facts.subject().name(), standings.users());
  }

  private static Decision allow(BoundRule.Allowing rule, Facts facts) {
    List<String> problems = new ArrayList<>();
    Duration max = rule.terms().max();
    if (!facts.asked().isPositive()) {
      problems.add("a grant lasts longer than nothing; ask for up to " + Durations.show(max));
    } else if (facts.asked().compareTo(max) > 0) {
      problems.add(
          "asked for "
              + Durations.show(facts.asked())
              + ", and at most "
              + Durations.show(max)
              + " is given; ask again with --for "
              + Durations.show(max));
    }
    if (rule.reasonRequired() && facts.reason().filter(r -> !r.isBlank()).isEmpty()) {
      problems.add("a reason is required; say why with --reason \"…\"");
    }
    return problems.isEmpty()
        ? new Decision.Allowed(rule.name(), rule.terms())
        : new Decision.Amend(rule.name(), rule.terms(), problems);
  }

  private static Decision unknown(String said, String name, Set<String> known) {
    return new Decision.Denied(Optional.empty(), said + Nearest.hint(name, known));
  }

  private static String shown(String name) {
    return Printable.of(name, LONGEST_NAME);
  }
}
