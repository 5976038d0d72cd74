package dev.hoist.control.store;

import dev.hoist.control.Page;
import dev.hoist.control.elevation.Change;
import dev.hoist.control.elevation.DecisionRecord;
import dev.hoist.control.elevation.KeyUse;
import dev.hoist.control.elevation.Query;
import dev.hoist.control.elevation.State;
import dev.hoist.control.elevation.Store;
import dev.hoist.control.elevation.Stored;
import dev.hoist.control.elevation.Task;
import dev.hoist.kernel.elevation.Effect;
import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.identity.SubjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link Store} on PostgreSQL. */
public final class PgStore implements Store {
  private static final String COLUMNS =
      "SELECT number, version, changed_at, snapshot FROM elevation ";

  private static final Logger LOG = LoggerFactory.getLogger(PgStore.class);

  private final Database database;
  private final PgAudit audit;
  private final PgOutbox outbox;
  private final PgElevations elevations;

  public PgStore(Database database, PgAudit audit) {
    this.database = database;
    this.audit = audit;
    outbox = new PgOutbox(database);
    elevations = new PgElevations(database);
  }

  @Override
  public RequestId newRequest() {
    return new RequestId(next("request_number"));
  }

  @Override
  public long newDecision() {
    return next("decision_number");
  }

  private long next(String sequence) {
    return database
        .jdbc()
        .sql("SELECT nextval(CAST(? AS regclass))")
        .param(sequence)
        .query(Long.class)
        .single();
  }

  @Override
  public Optional<Stored> find(RequestId id) {
    return database
        .jdbc()
        .sql(COLUMNS + "WHERE number = ?")
        .param(id.number())
        .query(PgStore::stored)
        .optional();
  }

  @Override
  public Optional<KeyUse> keyUse(SubjectId requester, String key) {
    return database
        .jdbc()
        .sql("SELECT asked, elevation FROM idempotency WHERE requester = ? AND key = ?")
        .params(requester.value(), key)
        .query(
            (row, n) ->
                new KeyUse(
                    requester,
                    key,
                    row.getString("asked"),
                    new RequestId(row.getLong("elevation"))))
        .optional();
  }

  @Override
  public Page<Stored> list(Query query) {
    String[] states = query.states().stream().map(State::word).toArray(String[]::new);
    List<Stored> rows =
        database
            .jdbc()
            .sql(
                COLUMNS
                    + """
                    WHERE (CAST(:requester AS uuid) IS NULL OR requester = :requester)
                      AND (:anyState OR state = ANY (:states))
                      AND number < :before
                    ORDER BY number DESC LIMIT :limit""")
            .param("requester", query.requester().map(SubjectId::value).orElse(null))
            .param("anyState", states.length == 0)
            .param("states", states)
            .param("before", query.before().map(RequestId::number).orElse(Long.MAX_VALUE))
            .param("limit", query.limit() + 1)
            .query(PgStore::stored)
            .list();
    return Page.of(rows, query.limit());
  }

  @Override
  public List<Stored> live(Optional<SubjectId> holder, Optional<String> target) {
    return database
        .jdbc()
        .sql(
            COLUMNS
                + """
                WHERE live
                  AND (CAST(:holder AS uuid) IS NULL OR requester = :holder)
                  AND (CAST(:target AS text) IS NULL OR target_name = :target)
                ORDER BY number""")
        .param("holder", holder.map(SubjectId::value).orElse(null))
        .param("target", target.orElse(null))
        .query(PgStore::readable)
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public boolean commit(Change change) {
    return database.attempt(() -> write(change));
  }

  /** The audit entries come last: from there to the commit, other writers wait. */
  private boolean write(Change change) {
    if (change.move().isPresent() && !elevations.move(change.move().get(), change.at())) {
      return false;
    }
    if (change.key().isPresent() && !take(change.key().get())) {
      return false;
    }
    change.decision().ifPresent(decision -> keep(decision, change.at()));
    change.fate().ifPresent(fate -> outbox.settle(fate, change.at()));
    change
        .move()
        .ifPresent(
            move -> {
              for (Effect effect : change.effects()) {
                outbox.enqueue(move.next(), effect, change.at());
              }
            });
    audit.append(change.entries());
    return true;
  }

  private boolean take(KeyUse use) {
    return database
            .jdbc()
            .sql(
                """
                INSERT INTO idempotency (requester, key, asked, elevation) VALUES (?, ?, ?, ?)
                ON CONFLICT DO NOTHING""")
            .params(use.requester().value(), use.key(), use.asked(), use.request().number())
            .update()
        == 1;
  }

  private void keep(DecisionRecord record, Instant now) {
    database
        .jdbc()
        .sql(
            """
            INSERT INTO decision
                   (number, elevation, facts, sightings, decision, policy, decided_at)
            VALUES (:number, :elevation, CAST(:facts AS jsonb), CAST(:sightings AS jsonb),
                    CAST(:decision AS jsonb), :policy, :now)""")
        .param("number", record.number())
        .param("elevation", record.request().map(RequestId::number).orElse(null))
        .param("facts", DecisionJson.write(record.facts()))
        .param("sightings", SightingJson.write(record.sightings()))
        .param("decision", DecisionJson.write(record.decision()))
        .param("policy", record.policy().hex())
        .param("now", Database.time(now))
        .update();
  }

  @Override
  public Optional<Instant> nextWake(Instant then) {
    return Database.instant(
        database
            .jdbc()
            .sql(
                """
                SELECT wakes_at FROM elevation WHERE wakes_at > ? ORDER BY wakes_at LIMIT 1""")
            .param(Database.time(then))
            .query(Timestamp.class)
            .optional());
  }

  @Override
  public List<RequestId> due(Instant now, long after, int limit) {
    return database
        .jdbc()
        .sql(
            """
            SELECT number FROM elevation WHERE wakes_at <= ? AND number > ?
             ORDER BY number LIMIT ?""")
        .params(Database.time(now), after, limit)
        .query((row, n) -> new RequestId(row.getLong(1)))
        .list();
  }

  @Override
  public Optional<Task> claim(String node, Set<String> busy, Instant now, Instant leasedUntil) {
    return outbox.claim(node, busy, now, leasedUntil);
  }

  @Override
  public Optional<Instant> nextTask() {
    return outbox.next();
  }

  @Override
  public void releaseLeases(String node) {
    outbox.release(node);
  }

  @Override
  public List<Task> overdue(Instant then) {
    return outbox.overdue(then);
  }

  @Override
  public List<GrantId> untoldRenewals() {
    return database
        .jdbc()
        .sql(
            """
            SELECT number FROM (
              SELECT CAST(substr(CAST(body AS json) ->> 'grant', 3) AS bigint) AS number,
                     sum(CASE type WHEN 'intent' THEN 1 ELSE -1 END) AS missing
                FROM audit_entry
               WHERE type IN ('intent', 'outcome') AND body LIKE '%"effect":"renew_login"%'
               GROUP BY 1) told, generate_series(1, missing)
             ORDER BY number""")
        .query((row, n) -> new GrantId(row.getLong(1)))
        .list();
  }

  @Override
  public void mark(Instant now) {
    database
        .jdbc()
        .sql("UPDATE clock_mark SET latest = :now WHERE latest < :now")
        .param("now", Database.noEarlier(now))
        .update();
  }

  @Override
  public Instant latest() {
    return database
        .jdbc()
        .sql(
            """
            SELECT greatest((SELECT latest FROM clock_mark),
                            (SELECT max(happened_at) FROM audit_entry))""")
        .query(Timestamp.class)
        .single()
        .toInstant();
  }

  private static Optional<Stored> readable(ResultSet row, int number) throws SQLException {
    try {
      return Optional.of(stored(row, number));
    } catch (RuntimeException e) {
      LOG.error("R-{} is live and cannot be read", row.getLong("number"), e);
      return Optional.empty();
    }
  }

  static Stored stored(ResultSet row, int number) throws SQLException {
    return new Stored(
        ElevationJson.read(row.getString("snapshot")),
        row.getLong("version"),
        row.getTimestamp("changed_at").toInstant());
  }
}
