package dev.hoist.postgres.connector;

import java.time.Duration;

/**
 * How long things may take.
 *
 * @param statement a single statement
 * @param lock waiting for someone else's lock
 * @param whole the whole call, from connecting on
 */
record Limits(Duration statement, Duration lock, Duration whole) {
  static final Duration CONNECT = Duration.ofSeconds(5);

  /** An approved request is active or failed within 30 s (L01). */
  static final Limits PROVISION =
      new Limits(Duration.ofSeconds(10), Duration.ofSeconds(8), Duration.ofSeconds(20));

  /** Handing over many objects takes a while; meanwhile the role cannot log in. */
  static final Limits REVOKE =
      new Limits(Duration.ofSeconds(45), Duration.ofSeconds(3), Duration.ofSeconds(90));

  static final Limits READ =
      new Limits(Duration.ofSeconds(10), Duration.ofSeconds(3), Duration.ofSeconds(15));
}
