package dev.hoist.control.access;

import dev.hoist.control.Page;
import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.session.SessionId;
import java.util.Optional;

/** The sessions that were, and are. */
public interface SessionLog {
  Optional<SessionEntry> find(SessionId id);

  /** The digest of its recording as the audit log has it; empty while it lives. */
  Optional<String> digest(SessionId id);

  /**
   * Newest first.
   *
   * @param holder whose; empty for everyone's
   * @param grant of which grant; empty for all
   * @param before only older sessions than this one: the cursor
   * @param limit how many, 1 to 200
   */
  Page<SessionEntry> list(
      Optional<SubjectId> holder, Optional<GrantId> grant, Optional<SessionId> before, int limit);
}
