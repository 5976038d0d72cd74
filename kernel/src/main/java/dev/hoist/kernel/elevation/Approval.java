package dev.hoist.kernel.elevation;

import dev.hoist.kernel.identity.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One person's yes.
 *
 * @param stage the round it counts for, from 0
 * @param shown the digest of what they saw (S12)
 * @param limit the longest grant they agree to; never longer than what was asked
 * @param escalated whether the round had escalated by then: only so do those count to whom it does
 */
public record Approval(
    int stage,
    Subject by,
    Digest shown,
    Optional<Duration> limit,
    String note,
    Instant at,
    boolean escalated) {
  public Approval {
    if (limit.isPresent() && !limit.get().isPositive()) {
      throw new IllegalArgumentException("an approval is for more than nothing");
    }
  }
}
