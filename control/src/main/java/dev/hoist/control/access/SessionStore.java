package dev.hoist.control.access;

import dev.hoist.control.audit.AuditEntry;
import dev.hoist.control.elevation.Stored;
import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.session.SessionEnd;
import dev.hoist.kernel.session.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where tokens and sessions are kept. Every call is one transaction, durable when it returns. */
public interface SessionStore {
  /**
   * Keeps a token's hash.
   *
   * @return false when the grant has too many unused ones
   */
  boolean issue(
      String hash,
      GrantId grant,
      SubjectId subject,
      Instant now,
      Instant expiresAt,
      AuditEntry told);

  /** Uses a token up, once; empty when it is unknown, used or stale. */
  Optional<Redeemed> redeem(String hash, Instant now);

  /** Writes a session down if its grant is active at that moment; empty when it is not any more. */
  Optional<SessionId> begin(Beginning beginning);

  /**
   * Writes a session's end down.
   *
   * @return false when it had one already, which stays
   */
  boolean end(SessionEnd end, Instant now);

  /** Sessions of this node without an end. */
  List<SessionEntry> open(String node);

  /** Forgets tokens that expired before {@code then}. */
  void forgetTokens(Instant then);

  /** Writes audit entries. */
  void tell(AuditEntry entry);

  /**
   * @param bindingCurrent whether target and role are still what their names stand for (S09)
   */
  record Redeemed(Stored stored, SubjectId subject, boolean bindingCurrent) {}

  /** A session that is about to be opened. */
  record Beginning(
      GrantId grant,
      Subject subject,
      String target,
      String role,
      String client,
      String from,
      String node,
      Instant at) {}
}
