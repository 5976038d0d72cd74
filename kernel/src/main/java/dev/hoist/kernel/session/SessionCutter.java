package dev.hoist.kernel.session;

import dev.hoist.kernel.elevation.EndCause;
import dev.hoist.kernel.elevation.GrantId;

/** What the control plane may ask of the gateway. */
public interface SessionCutter {
  /**
   * Ends every session of the grant and refuses those still being opened; returns when no byte of
   * them can reach the target any more. Idempotent.
   *
   * @return how many sessions were ended by this call
   */
  int cut(GrantId grant, EndCause cause);

  /** Ends one session; its grant goes on. Returns whether it was live. */
  boolean kill(SessionId session, String why);
}
