package dev.hoist.control.access;

import dev.hoist.control.audit.AuditEntry;
import dev.hoist.control.audit.AuditTrail;
import dev.hoist.kernel.session.SessionEnd;
import dev.hoist.kernel.session.SessionId;
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
   * @param digests the chain head of a session's recording as far as it was written, 64 hex digits
   */
  public int close(Function<SessionId, Optional<String>> digests) {
    int closed = 0;
    for (SessionEntry left : open) {
      String digest = digest(left.id(), digests);
      var end =
          new SessionEnd(
              left.id(), "the server stopped without warning", 0, 0, 0, digest, time.now());
      closed += store.end(end, time.now()) ? 1 : 0;
    }
    return closed;
  }

  /** A recording that cannot be read or was altered is no reason not to start; it is an alarm. */
  private String digest(SessionId session, Function<SessionId, Optional<String>> digests) {
    try {
      return digests.apply(session).orElse("");
    } catch (RuntimeException e) {
      audit.append(
          new AuditEntry.Alarm(
              time.now(),
              Optional.empty(),
              "the recording of " + session + " does not verify: " + e.getMessage()));
      return "";
    }
  }
}
