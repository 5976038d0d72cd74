package dev.hoist.kernel.policy;

import dev.hoist.kernel.identity.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * All that a decision may depend on. Stored with the decision, so that it can be run again.
 *
 * @param groups the groups that the identity provider vouches for, by the provider's names
 * @param at when it is asked; decisions know no other time
 */
public record Facts(
    Subject subject,
    Set<String> groups,
    String target,
    String role,
    Duration asked,
    Optional<String> reason,
    Instant at) {
  public Facts {
    groups = Set.copyOf(groups);
  }
}
