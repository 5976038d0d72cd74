package dev.hoist.control.policy;

import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.policy.Facts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decisions as they were kept, for those who decide them again elsewhere. Thread-safe. */
public interface DecisionArchive {
  /**
   * One of them.
   *
   * @param facts JSON, as kept
   * @param decision JSON, as kept
   * @param policy the hash of the set that decided
   */
  record Kept(
      long number, Optional<RequestId> request, String facts, String decision, String policy) {}

  /**
   * In the order of their numbers.
   *
   * @param after only those with a greater number
   */
  List<Kept> list(Instant since, long after, int limit);

  /** The facts of one. */
  Facts facts(Kept kept);
}
