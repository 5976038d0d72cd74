package dev.hoist.wire;

import java.util.Locale;

/** The {@code code} of a {@link Problem}; programs tell problems apart by it. Never renamed. */
public enum ProblemCode {
  /** The body or a parameter is not what this route takes. */
  BAD_REQUEST(400),
  /** No token, or one that is unknown, expired or revoked. */
  LOGIN_NEEDED(401),
  /** Wrong name or password; which of them is not said. */
  LOGIN_FAILED(401),
  /** The one-time code is wrong, or there is an administrator already. */
  BOOTSTRAP_REFUSED(403),
  /** The caller has not the right to do this. */
  FORBIDDEN(403),
  /** Policy denies it. */
  DENIED_BY_POLICY(403),
  SELF_APPROVAL(403),
  NOT_AN_APPROVER(403),
  NOT_YOURS(403),
  /** Somebody else gave this account its password; its owner sets one of their own first. */
  PASSWORD_CHANGE_NEEDED(403),
  /** No such thing, or none that the caller may see. */
  NOT_FOUND(404),
  METHOD_NOT_ALLOWED(405),
  NOT_ACCEPTABLE(406),
  /** The same person approved already. */
  ALREADY_APPROVED(409),
  /** The request changed since it was shown. */
  STALE_DIGEST(409),
  /** The grant is another one than was shown: it was extended meanwhile. */
  ALREADY_EXTENDED(409),
  /** Not granted yet. */
  NOT_ACTIVE(409),
  /** Decided or ended already. */
  TOO_LATE(409),
  /** There is one of that name already. */
  EXISTS(409),
  /** A recording is not the one whose digest the audit log keeps. */
  RECORDING_ALTERED(409),
  /** The policy comes from elsewhere, and is changed there. */
  ELSEWHERE(409),
  TOO_LARGE(413),
  UNSUPPORTED_MEDIA_TYPE(415),
  /** Well-formed, but a value is not acceptable; {@code problems} says which. */
  INVALID(422),
  /** Policy would allow it if the request were changed as {@code problems} says. */
  AMEND(422),
  /** The idempotency key was used for another request. */
  KEY_REUSED(422),
  TOO_MANY(429),
  /** A bug, or something the server depends on is broken. */
  INTERNAL(500),
  /** Not now; try again. */
  UNAVAILABLE(503);

  private final int status;

  ProblemCode(int status) {
    this.status = status;
  }

  /** The HTTP status that goes with it. */
  public int status() {
    return status;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
