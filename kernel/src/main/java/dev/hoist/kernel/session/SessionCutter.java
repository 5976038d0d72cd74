package dev.hoist.kernel.session;

import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.EndCause;
import dev.hoist.kernel.elevation.GrantId;
import java.time.Duration;
import java.util.Optional;

/** What the control plane may ask of the gateway. */
public interface SessionCutter {
  /**
   * Ends every session of the grant and refuses those still being opened; returns when no byte of
   * them can reach the target any more. Idempotent.
   *
   * @return how many sessions were ended by this call
   */
  int cut(GrantId grant, EndCause cause);

  /**
   * A grant was extended: moves the deadline of its sessions, also of those still being opened, to
   * its end. Never moves one forward in time, and counts as use. Returns at once. Idempotent.
   */
  void extend(Elevation.Active extended);

  /**
   * How long a grant's sessions have done nothing: nothing came from the client or the target and
   * no statement ran, in any of them. Measured on the monotonic clock. Zero while a statement runs;
   * empty when the grant had no session here since this process began.
   */
  Optional<Duration> unused(GrantId grant);

  /** Ends one session; its grant goes on. Returns whether it was live. */
  boolean kill(SessionId session, String why);
}
