package dev.hoist.control.store;

import dev.hoist.control.Page;
import dev.hoist.control.audit.AuditEntry;
import dev.hoist.control.audit.AuditJson;
import dev.hoist.control.audit.AuditLog;
import dev.hoist.control.audit.AuditTrail;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Audit entries in PostgreSQL, numbered in the order of their commits. */
public final class PgAudit implements AuditTrail, AuditLog {
  private final Database database;

  public PgAudit(Database database) {
    this.database = database;
  }

  @Override
  public void append(AuditEntry entry) {
    append(List.of(entry));
  }

  /** Several entries, next to each other. */
  void append(List<AuditEntry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    var _ =
        database.transaction(
            () -> {
              long index = reserve(entries.size());
              for (AuditEntry entry : entries) {
                insert(index++, entry);
              }
              return index;
            });
  }

  private long reserve(int count) {
    return database
        .jdbc()
        .sql("UPDATE audit_head SET next = next + :count RETURNING next - :count")
        .param("count", count)
        .query(Long.class)
        .single();
  }

  private void insert(long index, AuditEntry entry) {
    database
        .jdbc()
        .sql(
            """
            INSERT INTO audit_entry (index, type, happened_at, body)
            VALUES (:index, :type, :at, :body)""")
        .param("index", index)
        .param("type", AuditJson.type(entry))
        .param("at", Database.time(entry.at()))
        .param("body", AuditJson.write(entry))
        .update();
  }

  @Override
  public Page<Line> list(Optional<Long> before, int limit) {
    List<Line> lines =
        database
            .jdbc()
            .sql(
                """
                SELECT index, type, happened_at, body FROM audit_entry
                 WHERE index < :before ORDER BY index DESC LIMIT :limit""")
            .param("before", before.orElse(Long.MAX_VALUE))
            .param("limit", limit + 1)
            .query(PgAudit::line)
            .list();
    return Page.of(lines, limit);
  }

  @Override
  public long size() {
    return database.jdbc().sql("SELECT next FROM audit_head").query(Long.class).single();
  }

  @Override
  public List<Line> from(long index, int limit) {
    return database
        .jdbc()
        .sql(
            """
            SELECT index, type, happened_at, body FROM audit_entry
             WHERE index >= :index ORDER BY index LIMIT :limit""")
        .param("index", index)
        .param("limit", limit)
        .query(PgAudit::line)
        .list();
  }

  private static Line line(ResultSet row, int number) throws SQLException {
    return new Line(
        row.getLong("index"),
        row.getString("type"),
        row.getTimestamp("happened_at").toInstant(),
        row.getString("body"));
  }
}
