package dev.hoist.control.change;

import dev.hoist.kernel.change.PolicyChange;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.identity.SubjectId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which changes of policy to list, newest first.
 *
 * @param author whose; empty for everyone's
 * @param outcomes what became of them; empty for all
 * @param before only those older than this one: the cursor
 * @param limit how many at most
 */
public record ChangeQuery(
    Optional<SubjectId> author, Set<Outcome> outcomes, Optional<RequestId> before, int limit) {
  public ChangeQuery {
    outcomes = Set.copyOf(outcomes);
  }

  /** What became of a change: its state, and of one that was dropped, why. */
  public enum Outcome {
    PENDING,
    AGREED,
    APPLIED,
    DENIED,
    WITHDRAWN,
    LAPSED,
    STALE;

    public static Outcome of(PolicyChange state) {
      return switch (state) {
        case PolicyChange.Pending s -> PENDING;
        case PolicyChange.Agreed s -> AGREED;
        case PolicyChange.Applied s -> APPLIED;
        case PolicyChange.Dropped s ->
            switch (s.why()) {
              case DENIED -> DENIED;
              case WITHDRAWN -> WITHDRAWN;
              case LAPSED -> LAPSED;
              case STALE -> STALE;
            };
      };
    }

    /** The name as stored. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
