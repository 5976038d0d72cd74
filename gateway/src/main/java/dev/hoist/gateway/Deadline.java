package dev.hoist.gateway;

import dev.hoist.kernel.elevation.Grant;
import dev.hoist.kernel.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

/**
 * A grant's absolute end as this process sees it: a point on the monotonic clock that never moves
 * unless the grant is extended, and the same point of the {@link TimeSource}. Whichever comes first
 * is the end, so a clock set back lengthens nothing and one set forward may end it early (S24).
 */
final class Deadline {
  private final Grant grant;
  private final TimeSource time;
  private final long endNanos;

  private Deadline(Grant grant, TimeSource time, long endNanos) {
    this.grant = grant;
    this.time = time;
    this.endNanos = endNanos;
  }

  static Deadline of(Grant grant, TimeSource time) {
    Instant now = time.now();
    Duration left = Duration.between(now, grant.until());
    Duration most = left.compareTo(grant.length()) < 0 ? left : grant.length();
    return new Deadline(grant, time, System.nanoTime() + most.toNanos());
  }

  /** The same grant's, extended since: later by exactly as much. */
  Deadline extended(Grant later) {
    Duration by = Duration.between(grant.until(), later.until());
    return by.isPositive() ? new Deadline(later, time, endNanos + by.toNanos()) : this;
  }

  Instant now() {
    return time.now();
  }

  boolean passed() {
    return left().compareTo(Duration.ZERO) <= 0 || grant.expiredAt(time.now());
  }

  /** How long on the monotonic clock; may be negative. */
  Duration left() {
    return Duration.ofNanos(endNanos - System.nanoTime());
  }
}
