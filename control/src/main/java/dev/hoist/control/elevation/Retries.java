package dev.hoist.control.elevation;

import java.time.Duration;
import java.time.Instant;

/** How often, how long and how patiently effects are tried. */
final class Retries {
  /** After this an approved request is explicitly failed; with the last call within 30 s (L01). */
  static final Duration PROVISION_WITHIN = Duration.ofSeconds(25);

  /** Longer than any call of a connector takes; then another node may take the effect over. */
  static final Duration LEASE = Duration.ofMinutes(2);

  /** An intent without an outcome for this long is an alarm (S21). */
  static final Duration OVERDUE = Duration.ofMinutes(1);

  private static final Duration PROVISION_FIRST = Duration.ofMillis(200);
  private static final Duration PROVISION_MOST = Duration.ofSeconds(5);
  private static final Duration REVOKE_FIRST = Duration.ofMillis(500);
  private static final Duration REVOKE_MOST = Duration.ofSeconds(30);

  private Retries() {}

  static Duration provision(int attempt) {
    return doubled(PROVISION_FIRST, PROVISION_MOST, attempt);
  }

  /** For ever: a privilege that may still exist is never given up on (S05). */
  static Duration revoke(int attempt) {
    return doubled(REVOKE_FIRST, REVOKE_MOST, attempt);
  }

  static boolean tooLateToProvision(Task task, Instant next) {
    return next.isAfter(task.enqueuedAt().plus(PROVISION_WITHIN));
  }

  private static Duration doubled(Duration first, Duration most, int attempt) {
    int doublings = Math.min(Math.max(attempt, 1) - 1, 20);
    Duration wait = first.multipliedBy(1L << doublings);
    return wait.compareTo(most) < 0 ? wait : most;
  }
}
