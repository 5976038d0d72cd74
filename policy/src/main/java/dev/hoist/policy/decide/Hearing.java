package dev.hoist.policy.decide;

import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.Terms;
import dev.hoist.policy.cel.Variables;
import dev.hoist.policy.source.Nearest;
import dev.hoist.policy.source.Printable;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One question to policy while it is being decided. Not thread-safe; nothing outlives it. */
final class Hearing {
  private static final int LONGEST_NAME = 80;
  private static final String GROUP = "group:";

  private final Facts facts;
  private final Set<String> standing;
  private final TargetIndex.Found.One target;
  private final Set<String> owner;
  private final Set<String> users;
  private @Nullable Variables variables;
  private @Nullable ZoneId zone;

  /**
   * @param owner who stands for the target besides policy; empty for whomever policy names
   * @param users every user whom a group names
   */
  Hearing(
      Facts facts,
      Set<String> standing,
      TargetIndex.Found.One target,
      Set<String> owner,
      Set<String> users) {
    this.facts = facts;
    this.standing = standing;
    this.target = target;
    this.owner = owner;
    this.users = users;
  }

  Facts facts() {
    return facts;
  }

  Set<String> standing() {
    return standing;
  }

  /** The terms of a rule for the target asked about. */
  Terms terms(Allowing rule) {
    return owner.isEmpty() ? rule.terms() : rule.ownedBy().apply(owner);
  }

  /** The subject's name, fit to be shown. */
  String name() {
    return Printable.of(facts.subject().name(), LONGEST_NAME);
  }

  /** What to say of a subject in no group at all: their name may be misspelt somewhere. */
  String stranger() {
    return standing.size() > 1
        ? ""
        : ", and no group names " + name() + Nearest.hint(facts.subject().name(), users);
  }

  /** Made when the first condition asks for them; most rules have none. */
  Variables variables(ZoneId local) {
    if (variables == null || !local.equals(zone)) {
      variables = Variables.of(facts, target.kind(), target.labels(), this::groups, local);
      zone = local;
    }
    return variables;
  }

  private List<String> groups() {
    return standing.stream()
        .filter(p -> p.startsWith(GROUP))
        .map(p -> p.substring(GROUP.length()))
        .sorted()
        .toList();
  }
}
