package dev.hoist.control.api;

import dev.hoist.control.access.SessionEntry;
import dev.hoist.control.access.SessionLog;
import dev.hoist.control.audit.AuditEntry;
import dev.hoist.control.audit.AuditTrail;
import dev.hoist.kernel.session.RecordingAlteredException;
import dev.hoist.kernel.session.Recordings;
import dev.hoist.kernel.session.SessionId;
import dev.hoist.kernel.time.TimeSource;
import dev.hoist.wire.RecordingCheck;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Recordings, each held against the digest that the audit log kept when its session ended. */
final class CheckedRecordings {
  private final SessionLog sessions;
  private final Recordings recordings;
  private final AuditTrail audit;
  private final TimeSource time;
  private final Set<SessionId> told = ConcurrentHashMap.newKeySet();

  CheckedRecordings(SessionLog sessions, Recordings recordings, AuditTrail audit, TimeSource time) {
    this.sessions = sessions;
    this.recordings = recordings;
    this.audit = audit;
    this.time = time;
  }

  /**
   * @param problem what is wrong, when it is altered
   */
  record Check(RecordingCheck state, Optional<String> problem) {}

  /** What it says, once the whole of it is known to be what was written. */
  Optional<InputStream> open(SessionId session) throws IOException {
    try {
      return recordings.open(session, kept(session));
    } catch (RecordingAlteredException e) {
      tell(session, e);
      throw e;
    }
  }

  Check check(SessionEntry session) throws IOException {
    if (session.end().isEmpty()) {
      return new Check(RecordingCheck.LIVE, Optional.empty());
    }
    if (kept(session.id()).isEmpty()) {
      return new Check(RecordingCheck.NO_DIGEST, Optional.empty());
    }
    try (InputStream _ = open(session.id()).orElseThrow()) {
      return new Check(RecordingCheck.INTACT, Optional.empty());
    } catch (RecordingAlteredException e) {
      return new Check(RecordingCheck.ALTERED, Optional.ofNullable(e.getMessage()));
    }
  }

  private Optional<String> kept(SessionId session) {
    return sessions.digest(session).filter(digest -> !digest.isEmpty());
  }

  /** Once for each recording: whoever looks again and again must not fill the log. */
  private void tell(SessionId session, RecordingAlteredException e) {
    if (told.add(session)) {
      audit.append(
          new AuditEntry.Alarm(time.now(), Optional.empty(), String.valueOf(e.getMessage())));
    }
  }
}
