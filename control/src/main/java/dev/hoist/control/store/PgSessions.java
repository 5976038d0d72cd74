package dev.hoist.control.store;

import dev.hoist.control.Page;
import dev.hoist.control.access.SessionEntry;
import dev.hoist.control.access.SessionLog;
import dev.hoist.control.access.SessionStore;
import dev.hoist.control.audit.AuditEntry;
import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.session.SessionEnd;
import dev.hoist.kernel.session.SessionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@link SessionStore} and {@link SessionLog} on PostgreSQL. */
public final class PgSessions implements SessionStore, SessionLog {
  private static final int MOST_TOKENS = 100;
  private static final String COLUMNS = "SELECT * FROM session ";

  private final Database database;
  private final PgAudit audit;

  public PgSessions(Database database, PgAudit audit) {
    this.database = database;
    this.audit = audit;
  }

  @Override
  public boolean issue(
      String hash,
      GrantId grant,
      SubjectId subject,
      Instant now,
      Instant expiresAt,
      AuditEntry told) {
    return database.transaction(
        () -> {
          int kept =
              database
                  .jdbc()
                  .sql(
                      """
                      INSERT INTO access_token (hash, elevation, subject, expires_at)
                      SELECT :hash, :elevation, :subject, :expires
                       WHERE (SELECT count(*) FROM access_token
                               WHERE elevation = :elevation AND used_at IS NULL
                                 AND expires_at > :now) < :most""")
                  .param("hash", hash)
                  .param("elevation", grant.number())
                  .param("subject", subject.value())
                  .param("expires", Database.time(expiresAt))
                  .param("now", Database.time(now))
                  .param("most", MOST_TOKENS)
                  .update();
          if (kept == 1) {
            audit.append(told);
          }
          return kept == 1;
        });
  }

  @Override
  public Optional<Redeemed> redeem(String hash, Instant now) {
    return database
        .jdbc()
        .sql(
            """
            WITH used AS (
              UPDATE access_token SET used_at = :now
               WHERE hash = :hash AND used_at IS NULL AND expires_at > :now
              RETURNING elevation, subject)
            SELECT used.subject, e.version, e.changed_at, e.snapshot,
                   t.retired_at IS NULL AND r.retired_at IS NULL AS current
              FROM used
              JOIN elevation e ON e.number = used.elevation
              JOIN registered_target t ON t.id = e.target_id
              JOIN registered_role r ON r.id = e.role_id""")
        .param("hash", hash)
        .param("now", Database.time(now))
        .query(
            (row, n) ->
                new Redeemed(
                    PgStore.stored(row, n),
                    new SubjectId(row.getObject("subject", UUID.class)),
                    row.getBoolean("current")))
        .optional();
  }

  @Override
  public Optional<SessionId> begin(Beginning b) {
    return database.transaction(
        () -> {
          // The lock makes a revocation that commits later see this session, and one that committed
          // before keep it from beginning.
          boolean active =
              database
                  .jdbc()
                  .sql("SELECT state = 'active' FROM elevation WHERE number = ? FOR SHARE")
                  .param(b.grant().number())
                  .query(Boolean.class)
                  .optional()
                  .orElse(false);
          if (!active) {
            return Optional.empty();
          }
          var id = new SessionId(insert(b));
          audit.append(
              new AuditEntry.SessionBegun(
                  b.at(), id, b.grant(), b.subject(), b.target(), b.role(), b.client(), b.from()));
          return Optional.of(id);
        });
  }

  private long insert(Beginning b) {
    return database
        .jdbc()
        .sql(
            """
            INSERT INTO session (number, elevation, subject, subject_name, target_name, role_name,
              client, came_from, node, begun_at)
            VALUES (nextval('session_number'), :elevation, :subject, :name, :target, :role,
              :client, :from, :node, :at)
            RETURNING number""")
        .param("elevation", b.grant().number())
        .param("subject", b.subject().id().value())
        .param("name", b.subject().name())
        .param("target", b.target())
        .param("role", b.role())
        .param("client", b.client())
        .param("from", b.from())
        .param("node", b.node())
        .param("at", Database.time(b.at()))
        .query(Long.class)
        .single();
  }

  @Override
  public boolean end(SessionEnd end, Instant now) {
    return database.transaction(
        () -> {
          Optional<Long> elevation =
              database
                  .jdbc()
                  .sql(
                      """
                      UPDATE session SET ended_at = :at, why = :why, statements = :statements,
                        bytes_in = :in, bytes_out = :out, recording = :recording
                       WHERE number = :number AND ended_at IS NULL
                      RETURNING elevation""")
                  .param("at", Database.time(end.at()))
                  .param("why", end.why())
                  .param("statements", end.statements())
                  .param("in", end.bytesIn())
                  .param("out", end.bytesOut())
                  .param("recording", end.recording())
                  .param("number", end.session().number())
                  .query(Long.class)
                  .optional();
          elevation.ifPresent(
              number -> audit.append(new AuditEntry.SessionEnded(now, new GrantId(number), end)));
          return elevation.isPresent();
        });
  }

  @Override
  public List<SessionEntry> open(String node) {
    return database
        .jdbc()
        .sql(COLUMNS + "WHERE node = ? AND ended_at IS NULL ORDER BY number")
        .param(node)
        .query(PgSessions::entry)
        .list();
  }

  @Override
  public void forgetTokens(Instant then) {
    database
        .jdbc()
        .sql("DELETE FROM access_token WHERE expires_at < ?")
        .param(Database.time(then))
        .update();
  }

  @Override
  public void tell(AuditEntry entry) {
    audit.append(entry);
  }

  @Override
  public Optional<SessionEntry> find(SessionId id) {
    return database
        .jdbc()
        .sql(COLUMNS + "WHERE number = ?")
        .param(id.number())
        .query(PgSessions::entry)
        .optional();
  }

  @Override
  public Optional<String> digest(SessionId id) {
    return database
        .jdbc()
        .sql(
            """
            SELECT body::jsonb ->> 'recording' FROM audit_entry
             WHERE type = 'session.ended' AND body::jsonb ->> 'session' = ?""")
        .param(id.toString())
        .query(String.class)
        .optional();
  }

  @Override
  public Page<SessionEntry> list(
      Optional<SubjectId> holder, Optional<GrantId> grant, Optional<SessionId> before, int limit) {
    List<SessionEntry> rows =
        database
            .jdbc()
            .sql(
                COLUMNS
                    + """
                    WHERE (CAST(:holder AS uuid) IS NULL OR subject = :holder)
                      AND (CAST(:grant AS bigint) IS NULL OR elevation = :grant)
                      AND number < :before
                    ORDER BY number DESC LIMIT :limit""")
            .param("holder", holder.map(SubjectId::value).orElse(null))
            .param("grant", grant.map(GrantId::number).orElse(null))
            .param("before", before.map(SessionId::number).orElse(Long.MAX_VALUE))
            .param("limit", limit + 1)
            .query(PgSessions::entry)
            .list();
    return Page.of(rows, limit);
  }

  private static SessionEntry entry(ResultSet row, int number) throws SQLException {
    var id = new SessionId(row.getLong("number"));
    return new SessionEntry(
        id,
        new GrantId(row.getLong("elevation")),
        new SubjectId(row.getObject("subject", UUID.class)),
        row.getString("subject_name"),
        row.getString("target_name"),
        row.getString("role_name"),
        row.getString("client"),
        row.getString("came_from"),
        row.getTimestamp("begun_at").toInstant(),
        end(id, row));
  }

  private static Optional<SessionEnd> end(SessionId id, ResultSet row) throws SQLException {
    @Nullable Timestamp ended = row.getTimestamp("ended_at");
    if (ended == null) {
      return Optional.empty();
    }
    return Optional.of(
        new SessionEnd(
            id,
            row.getString("why"),
            row.getLong("statements"),
            row.getLong("bytes_in"),
            row.getLong("bytes_out"),
            row.getString("recording"),
            ended.toInstant()));
  }
}
