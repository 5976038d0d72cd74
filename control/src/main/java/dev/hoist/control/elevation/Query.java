package dev.hoist.control.elevation;

import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.identity.SubjectId;
import java.util.Optional;
import java.util.Set;

/**
 * Which requests to list, newest first.
 *
 * @param requester whose; empty for everyone's
 * @param states which states; empty for all
 * @param before only requests older than this one: the cursor
 * @param limit how many, 1 to 200
 */
public record Query(
    Optional<SubjectId> requester, Set<State> states, Optional<RequestId> before, int limit) {
  public static final int MOST = 200;

  public Query {
    states = Set.copyOf(states);
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("a page has 1 to " + MOST + " requests");
    }
  }
}
