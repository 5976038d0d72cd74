package dev.hoist.kernel.elevation;

import java.time.Duration;
import java.time.Instant;

/**
 * A right with one absolute end, counted from the last approval and never moved (S02).
 *
 * @param from when the last approval was given
 * @param until the absolute expiry
 */
public record Grant(GrantId id, Instant from, Instant until) {
  public Grant {
    if (!until.isAfter(from)) {
      throw new IllegalArgumentException("a grant ends after it begins");
    }
  }

  public Duration length() {
    return Duration.between(from, until);
  }

  public boolean expiredAt(Instant now) {
    return !now.isBefore(until);
  }
}
