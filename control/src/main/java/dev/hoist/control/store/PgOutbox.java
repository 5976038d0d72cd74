package dev.hoist.control.store;

import dev.hoist.control.elevation.Change.Fate;
import dev.hoist.control.elevation.Task;
import dev.hoist.kernel.elevation.Effect;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.RequestId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The effects that are due. */
final class PgOutbox {
  private final Database database;

  PgOutbox(Database database) {
    this.database = database;
  }

  void enqueue(Elevation elevation, Effect effect, Instant now) {
    database
        .jdbc()
        .sql(
            """
            INSERT INTO outbox (elevation, target_name, effect, enqueued_at, due_at)
            VALUES (:elevation, :target, :effect, :now, :now)""")
        .param("elevation", effect.request().number())
        .param("target", elevation.request().target().name())
        .param("effect", word(effect))
        .param("now", Database.time(now))
        .update();
  }

  void settle(Fate fate, Instant now) {
    switch (fate) {
      case Fate.Done done ->
          database.jdbc().sql("DELETE FROM outbox WHERE number = ?").param(done.task()).update();
      case Fate.Again again ->
          database
              .jdbc()
              .sql(
                  """
                  UPDATE outbox SET due_at = :due, owner = NULL, leased_until = NULL
                   WHERE number = :number""")
              .param("due", Database.noEarlier(again.due()))
              .param("number", again.task())
              .update();
      case Fate.Alarmed alarmed ->
          database
              .jdbc()
              .sql("UPDATE outbox SET alarmed_at = :now WHERE number = :number")
              .param("now", Database.time(now))
              .param("number", alarmed.task())
              .update();
    }
  }

  Optional<Task> claim(String node, Set<String> busy, Instant now, Instant leasedUntil) {
    return database
        .jdbc()
        .sql(
            """
            UPDATE outbox SET owner = :node, leased_until = :until, attempt = attempt + 1
             WHERE number = (
               SELECT o.number FROM outbox o
                WHERE o.due_at <= :now
                  AND (o.leased_until IS NULL OR o.leased_until <= :now)
                  AND o.target_name <> ALL (:busy)
                  AND NOT EXISTS (SELECT 1 FROM outbox p
                                   WHERE p.elevation = o.elevation AND p.number < o.number
                                     AND NOT (p.effect = 'extend' AND o.effect = 'cut_sessions'))
                ORDER BY o.due_at, o.number
                LIMIT 1
                FOR UPDATE SKIP LOCKED)
            RETURNING number, elevation, target_name, effect, attempt, enqueued_at""")
        .param("node", node)
        .param("until", Database.time(leasedUntil))
        .param("now", Database.time(now))
        .param("busy", busy.toArray(String[]::new))
        .query(PgOutbox::task)
        .optional();
  }

  Optional<Instant> next() {
    return Database.instant(
        database
            .jdbc()
            .sql(
                """
                SELECT greatest(o.due_at, coalesce(o.leased_until, o.due_at)) AS due
                  FROM outbox o
                 WHERE NOT EXISTS (SELECT 1 FROM outbox p
                                    WHERE p.elevation = o.elevation AND p.number < o.number
                                      AND NOT (p.effect = 'extend' AND o.effect = 'cut_sessions'))
                 ORDER BY due LIMIT 1""")
            .query(Timestamp.class)
            .optional());
  }

  void release(String node) {
    database
        .jdbc()
        .sql("UPDATE outbox SET owner = NULL, leased_until = NULL WHERE owner = ?")
        .param(node)
        .update();
  }

  List<Task> overdue(Instant then) {
    return database
        .jdbc()
        .sql(
            """
            SELECT number, elevation, target_name, effect, attempt, enqueued_at FROM outbox
             WHERE enqueued_at < ? AND alarmed_at IS NULL ORDER BY number LIMIT 100""")
        .param(Database.time(then))
        .query(PgOutbox::task)
        .list();
  }

  private static Task task(ResultSet row, int number) throws SQLException {
    var request = new RequestId(row.getLong("elevation"));
    return new Task(
        row.getLong("number"),
        effect(row.getString("effect"), request),
        row.getString("target_name"),
        row.getInt("attempt"),
        row.getTimestamp("enqueued_at").toInstant());
  }

  private static String word(Effect effect) {
    return switch (effect) {
      case Effect.Check e -> "check";
      case Effect.Provision e -> "provision";
      case Effect.Extend e -> "extend";
      case Effect.CutSessions e -> "cut_sessions";
      case Effect.Deprovision e -> "deprovision";
    };
  }

  private static Effect effect(String word, RequestId request) {
    return switch (word) {
      case "check" -> new Effect.Check(request);
      case "provision" -> new Effect.Provision(request);
      case "extend" -> new Effect.Extend(request);
      case "cut_sessions" -> new Effect.CutSessions(request);
      case "deprovision" -> new Effect.Deprovision(request);
      default -> throw new IllegalStateException("the outbox holds an unknown effect " + word);
    };
  }
}
