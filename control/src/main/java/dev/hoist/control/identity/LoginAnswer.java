package dev.hoist.control.identity;

import dev.hoist.kernel.identity.Secret;
import java.time.Instant;

/** What became of a login. */
public sealed interface LoginAnswer {
  /**
   * Come in.
   *
   * @param token shown once
   */
  record LoggedIn(Secret token, Instant expiresAt, User user) implements LoginAnswer {}

  /** Unknown, disabled or mistyped; which of them is not told. */
  record Refused() implements LoginAnswer {}

  /** Too many attempts under this name or from there; the message says when to come back. */
  record TooMany(String message) implements LoginAnswer {}
}
