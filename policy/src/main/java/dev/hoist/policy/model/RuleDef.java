package dev.hoist.policy.model;

import dev.hoist.policy.source.Located;
import java.util.List;
import java.util.Optional;

/**
 * A rule.
 *
 * @param who whom it is for; empty on a denial means everyone
 * @param roles the roles it is about; empty on a denial means every role of the file
 * @param when the condition under which it matches
 */
public record RuleDef(
    Located<String> name,
    List<Located<Principal>> who,
    List<Located<String>> roles,
    Optional<When> when,
    Effect effect) {
  public RuleDef {
    who = List.copyOf(who);
    roles = List.copyOf(roles);
  }

  public boolean denies() {
    return effect instanceof Effect.Deny;
  }
}
