package dev.hoist.control.access;

import dev.hoist.control.audit.AuditEntry;
import dev.hoist.control.audit.AuditTrail;
import dev.hoist.kernel.session.SessionEnd;
import dev.hoist.kernel.session.SessionId;
import dev.hoist.kernel.session.Written;
import dev.hoist.kernel.time.TimeSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Closes the sessions that a crash of this server left open: none of them can be alive. */
public final class LeftOpen {
  private final SessionStore store;
  private final List<SessionEntry> open;
  private final AuditTrail audit;
  private final TimeSource time;

  /** Looks for them now: make it before any session can begin in this life. */
  public LeftOpen(SessionStore store, String node, AuditTrail audit, TimeSource time) {
    this.store = store;
    this.open = store.open(node);
    this.audit = audit;
    this.time = time;
  }

  /**
   * Returns how many there were.
   *
   * @param recordings what was recorded of a session; how many bytes went by died with the process
   */
  public int close(Function<SessionId, Optional<Written>> recordings) {
    int closed = 0;
    for (SessionEntry left : open) {
      Written written = written(left.id(), recordings);
      var end =
          new SessionEnd(
              left.id(),
              "the server stopped without warning",
              written.statements(),
              0,
              0,
              written.digest(),
              time.now());
      closed += store.end(end, time.now()) ? 1 : 0;
    }
    return closed;
  }

  /** A recording that cannot be read or was altered is no reason not to start; it is an alarm. */
  private Written written(SessionId session, Function<SessionId, Optional<Written>> recordings) {
    try {
      return recordings.apply(session).orElse(Written.NOTHING);
    } catch (RuntimeException e) {
      audit.append(
          new AuditEntry.Alarm(
              time.now(),
              Optional.empty(),
              "the recording of " + session + " does not verify: " + e.getMessage()));
      return Written.NOTHING;
    }
  }
}
