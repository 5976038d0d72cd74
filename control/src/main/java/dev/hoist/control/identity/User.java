package dev.hoist.control.identity;

import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A local user.
 *
 * @param groups the groups they are in, as an identity provider would say
 * @param addedBy who made the account; empty for the first administrator
 * @param heldBy who gave it its password, while its owner has not set one of their own; whoever
 *     that is could act as them, so a held account neither asks nor decides (S10)
 * @param disabledAt empty while enabled
 */
public record User(
    Subject subject,
    boolean admin,
    Set<String> groups,
    Instant createdAt,
    Optional<SubjectId> addedBy,
    Optional<SubjectId> heldBy,
    Optional<Instant> disabledAt) {
  public User {
    groups = Set.copyOf(groups);
  }

  public boolean enabled() {
    return disabledAt.isEmpty();
  }

  public boolean held() {
    return heldBy.isPresent();
  }
}
