package dev.hoist.kernel.policy;

import java.time.Duration;
import java.util.Set;

/**
 * A look back at a grant.
 *
 * @param within how long after the grant's end it is due
 * @param by the principals who may close it
 */
public record Review(Duration within, Set<String> by) {
  public Review {
    if (!within.isPositive() || by.isEmpty()) {
      throw new IllegalArgumentException("a review is by someone, within some time");
    }
    by = Set.copyOf(by);
  }
}
