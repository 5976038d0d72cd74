package dev.hoist.kernel.policy;

import dev.hoist.kernel.identity.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that a decision may depend on. Stored with the decision, so that it can be run again.
 *
 * @param groups the groups that the identity provider vouches for, by the provider's names
 * @param at when it is decided; decisions know no other time
 * @param known what is known besides, by the names of {@link Known}. What is not here is not known,
 *     and the unknown allows nothing.
 */
public record Facts(
    Subject subject,
    Set<String> groups,
    String target,
    String role,
    Duration asked,
    Optional<String> reason,
    Instant at,
    Map<String, Value> known) {
  public Facts {
    groups = Set.copyOf(groups);
    known = Map.copyOf(known);
  }

  /** The same facts, decided on at another time, with more known. */
  public Facts knowing(Map<String, Value> more, Instant when) {
    Map<String, Value> all = new HashMap<>(known);
    all.putAll(more);
    return new Facts(subject, groups, target, role, asked, reason, when, all);
  }

  /** Nothing is known besides. */
  public Facts(
      Subject subject,
      Set<String> groups,
      String target,
      String role,
      Duration asked,
      Optional<String> reason,
      Instant at) {
    this(subject, groups, target, role, asked, reason, at, Map.of());
  }
}
