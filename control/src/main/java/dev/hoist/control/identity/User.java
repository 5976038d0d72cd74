package dev.hoist.control.identity;

import dev.hoist.kernel.identity.Subject;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A local user.
 *
 * @param groups the groups they are in, as an identity provider would say
 * @param disabledAt empty while enabled
 */
public record User(
    Subject subject,
    boolean admin,
    Set<String> groups,
    Instant createdAt,
    Optional<Instant> disabledAt) {
  public User {
    groups = Set.copyOf(groups);
  }

  public boolean enabled() {
    return disabledAt.isEmpty();
  }
}
