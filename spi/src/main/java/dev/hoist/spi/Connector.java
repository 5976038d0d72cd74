package dev.hoist.spi;

import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.session.Login;
import java.util.Set;

/**
 * Makes privileges on one target and takes them back. Every call blocks for a bounded time, is
 * idempotent, and may be repeated after a crash at any point. Calls for one grant are never
 * concurrent; calls for different grants may be.
 */
public interface Connector {
  /**
   * Makes the lease's privilege, or finds it, and gives a fresh login for it.
   *
   * @throws ConnectorException when the target refuses or does not answer; it may be half done, and
   *     {@link #revoke} removes the half
   */
  Login provision(Lease lease) throws ConnectorException;

  /**
   * Moves the target's own expiry of a privilege that is there to the lease's; logins and what runs
   * go on. Does nothing where the target has no expiry of its own.
   *
   * @throws ConnectorException refused when the privilege is not there, which this never makes
   */
  void extend(Lease lease) throws ConnectorException;

  /**
   * Takes the privilege back: bars new log-ins, ends what runs, removes it without losing what its
   * holder made, and reads the target back.
   *
   * @throws ConnectorException when absence is not proved; call again later
   */
  Proof revoke(Lease lease) throws ConnectorException;

  /** Every grant of this installation that has something on the target now (S03). */
  Set<GrantId> present() throws ConnectorException;

  /** What was read back from the target, in words for the audit log. */
  record Proof(String readBack) {}
}
