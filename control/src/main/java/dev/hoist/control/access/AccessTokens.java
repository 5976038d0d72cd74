package dev.hoist.control.access;

import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.target.Target;
import java.time.Instant;

/** Hands out the one-time tokens that open sessions. */
public interface AccessTokens {
  /** A token for one session under an active grant of this subject; it is good for 60 s. */
  Issued issue(GrantId grant, Subject subject);

  /** What became of it. */
  sealed interface Issued {
    /**
     * @param token 256 random bits, shown once and kept only as a hash
     * @param until when the grant itself ends
     */
    record Token(Secret token, Instant expiresAt, Target target, Instant until) implements Issued {}

    /** Not now; the message says why and what to do. */
    record Refused(RequestId request, String message) implements Issued {}

    /** There is no such grant, or it is someone else's. */
    record NotFound(String message) implements Issued {}
  }
}
