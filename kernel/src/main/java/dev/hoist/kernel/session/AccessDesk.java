package dev.hoist.kernel.session;

import dev.hoist.kernel.identity.Secret;
import java.time.Instant;
import java.util.Optional;

/** What the {@link Authorizer} needs from whoever keeps tokens and sessions. Calls may block. */
public interface AccessDesk {
  /**
   * Uses a one-time token up. Empty when it is unknown, used or stale: whoever presents it learns
   * no more than that.
   */
  Optional<Access> redeem(Secret token, Instant now);

  /** The grant's login on the target. Empty while the target is not prepared. */
  Optional<Login> login(Access access);

  /**
   * Writes down, durably, that a session begins, before anything is dialled (S04, S21).
   *
   * @throws RuntimeException when it cannot be written; then there is no session (S20)
   */
  SessionId begin(Access access, Hello hello, Instant now);

  /** Writes down that someone was turned away. */
  void refused(Hello hello, String why, Instant now);
}
