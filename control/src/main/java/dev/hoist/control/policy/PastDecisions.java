package dev.hoist.control.policy;

import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.policy.Facts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was decided, on what, and by which policy; its files are in the {@link PolicyLog}. All that
 * it takes to decide it again, here or elsewhere. Thread-safe.
 */
public interface PastDecisions {
  /**
   * One of them, as it was kept.
   *
   * @param request the request it was about; empty when the answer opened none
   * @param facts JSON
   * @param sightings JSON: how the facts about the world came to be known
   * @param decision JSON
   * @param policy the hash of the set that decided
   */
  record Kept(
      long number,
      Optional<RequestId> request,
      String facts,
      String sightings,
      String decision,
      String policy) {}

  /**
   * In the order of their numbers.
   *
   * @param after only those with a greater number
   */
  List<Kept> list(Instant since, long after, int limit);

  /** The facts of one. */
  Facts facts(Kept kept);
}
