package dev.hoist.control.store;

import dev.hoist.control.Page;
import dev.hoist.control.audit.AuditEntry;
import dev.hoist.control.change.ChangeQuery;
import dev.hoist.control.change.ChangeStore;
import dev.hoist.control.change.StoredChange;
import dev.hoist.control.facts.Sighting;
import dev.hoist.kernel.change.Consent;
import dev.hoist.kernel.change.PolicyChange;
import dev.hoist.kernel.change.Proposal;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.policy.PolicyFile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@link ChangeStore} on PostgreSQL. */
public final class PgChanges implements ChangeStore {
  private static final String COLUMNS = "SELECT version, snapshot, files FROM policy_change ";
  private static final String BRIEF = "SELECT version, snapshot, '[]' AS files FROM policy_change ";

  private final Database database;
  private final PgAudit audit;

  public PgChanges(Database database, PgAudit audit) {
    this.database = database;
    this.audit = audit;
  }

  /** From the sequence of all requests: one number to say on the phone. */
  @Override
  public RequestId newRequest() {
    return new RequestId(
        database.jdbc().sql("SELECT nextval('request_number')").query(Long.class).single());
  }

  @Override
  public void open(StoredChange first, Instant now, List<AuditEntry> entries) {
    Proposal p = first.state().proposal();
    boolean opened =
        database.attempt(
            () -> {
              database
                  .jdbc()
                  .sql(
                      """
                      INSERT INTO policy_change (number, version, state, author, base, proposed,
                        files, snapshot, proposed_at, changed_at)
                      VALUES (:number, 1, :state, :author, :base, :proposed,
                        CAST(:files AS jsonb), CAST(:snapshot AS jsonb), :now, :now)""")
                  .param("number", p.id().number())
                  .param("state", ChangeJson.word(first.state()))
                  .param("author", p.author().id().value())
                  .param("base", p.base().hex())
                  .param("proposed", p.proposed().hex())
                  .param("files", PgPolicyLog.write(first.files()))
                  .param("snapshot", ChangeJson.write(first.state()))
                  .param("now", Database.time(now))
                  .update();
              audit.append(entries);
              return true;
            });
    if (!opened) {
      throw new IllegalStateException(p.id() + " was not opened");
    }
  }

  @Override
  public Optional<StoredChange> find(RequestId id) {
    return database
        .jdbc()
        .sql(COLUMNS + "WHERE number = ?")
        .param(id.number())
        .query(PgChanges::stored)
        .optional();
  }

  @Override
  public List<StoredChange> pending() {
    return database
        .jdbc()
        .sql(BRIEF + "WHERE state = 'pending' ORDER BY number")
        .query(PgChanges::stored)
        .list();
  }

  @Override
  public Page<StoredChange> list(ChangeQuery query) {
    String[] outcomes =
        query.outcomes().stream().map(ChangeQuery.Outcome::word).toArray(String[]::new);
    List<StoredChange> rows =
        database
            .jdbc()
            .sql(
                BRIEF
                    + """
                    WHERE (CAST(:author AS uuid) IS NULL OR author = :author)
                      AND (:any OR lower(coalesce(snapshot ->> 'why', state)) = ANY (:outcomes))
                      AND number < :before
                    ORDER BY number DESC LIMIT :limit""")
            .param("author", query.author().map(SubjectId::value).orElse(null))
            .param("any", outcomes.length == 0)
            .param("outcomes", outcomes)
            .param("before", query.before().map(RequestId::number).orElse(Long.MAX_VALUE))
            .param("limit", query.limit() + 1)
            .query(PgChanges::stored)
            .list();
    return Page.of(rows, query.limit());
  }

  @Override
  public List<StoredChange> unwritten() {
    return database
        .jdbc()
        .sql(COLUMNS + "WHERE state = 'agreed' ORDER BY number")
        .query(PgChanges::stored)
        .list();
  }

  @Override
  public boolean move(
      StoredChange before,
      PolicyChange next,
      Instant now,
      Runnable within,
      List<Sighting> seen,
      List<AuditEntry> told) {
    return database.attempt(
        () -> {
          if (!update(before, next, now)) {
            return false;
          }
          next.consents().forEach(consent -> remember(next.id(), consent));
          remember(before, seen);
          within.run();
          audit.append(told);
          return true;
        });
  }

  private boolean update(StoredChange before, PolicyChange next, Instant now) {
    return database
            .jdbc()
            .sql(
                """
                UPDATE policy_change SET version = version + 1, state = :state,
                  snapshot = CAST(:snapshot AS jsonb), changed_at = :now
                 WHERE number = :number AND version = :expected""")
            .param("state", ChangeJson.word(next))
            .param("snapshot", ChangeJson.write(next))
            .param("now", Database.time(now))
            .param("number", next.id().number())
            .param("expected", before.version())
            .update()
        == 1;
  }

  private void remember(RequestId change, Consent consent) {
    database
        .jdbc()
        .sql(
            """
            INSERT INTO policy_consent (change, shown, person, subject, given_at)
            VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""")
        .params(
            change.number(),
            consent.shown().hex(),
            consent.by().person().value(),
            consent.by().id().value(),
            Database.time(consent.at()))
        .update();
  }

  private void remember(StoredChange before, List<Sighting> seen) {
    if (!seen.isEmpty()) {
      database
          .jdbc()
          .sql(
              """
              INSERT INTO policy_sighting (change, version, seen)
              VALUES (?, ?, CAST(? AS jsonb))""")
          .params(before.id().number(), before.version() + 1, SightingJson.write(seen))
          .update();
    }
  }

  @Override
  public List<Sighting> seen(RequestId id) {
    return database
        .jdbc()
        .sql("SELECT seen FROM policy_sighting WHERE change = ? ORDER BY version")
        .param(id.number())
        .query(String.class)
        .list()
        .stream()
        .flatMap(json -> SightingJson.read(json).stream())
        .toList();
  }

  private static StoredChange stored(ResultSet row, int number) throws SQLException {
    List<PolicyFile> files = PgPolicyLog.files(row.getString("files"));
    return new StoredChange(
        ChangeJson.read(row.getString("snapshot")), row.getLong("version"), files);
  }
}
