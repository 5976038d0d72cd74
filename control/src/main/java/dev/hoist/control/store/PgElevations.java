package dev.hoist.control.store;

import dev.hoist.control.elevation.Change;
import dev.hoist.control.elevation.State;
import dev.hoist.kernel.elevation.Approval;
import dev.hoist.kernel.elevation.Elevation;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of elevations: the whole state as JSON, and the columns by which they are found. */
final class PgElevations {
  private final Database database;

  PgElevations(Database database) {
    this.database = database;
  }

  /** Whether it was still at the expected version. */
  boolean move(Change.Move move, Instant now) {
    boolean moved = move.expected() == 0 ? insert(move.next(), now) : update(move, now);
    if (moved) {
      approvals(move.next()).forEach(approval -> remember(move.next(), approval));
    }
    return moved;
  }

  private boolean insert(Elevation next, Instant now) {
    var request = next.request();
    return with(
                """
                INSERT INTO elevation (number, version, state, requester, target_name, target_id,
                  role_name, role_id, granted_until, wakes_at, live, snapshot, requested_at,
                  changed_at)
                VALUES (:number, 1, :state, :requester, :target, :targetId, :role, :roleId,
                  :until, :wakes, :live, CAST(:snapshot AS jsonb), :now, :now)""",
                next,
                now)
            .param("requester", request.requester().id().value())
            .param("target", request.target().name())
            .param("targetId", request.target().id().value())
            .param("role", request.role().name())
            .param("roleId", request.role().id().value())
            .update()
        == 1;
  }

  private boolean update(Change.Move move, Instant now) {
    return with(
                """
                UPDATE elevation SET version = version + 1, state = :state,
                  granted_until = :until, wakes_at = :wakes, live = :live,
                  snapshot = CAST(:snapshot AS jsonb), changed_at = :now
                 WHERE number = :number AND version = :expected""",
                move.next(),
                now)
            .param("expected", move.expected())
            .update()
        == 1;
  }

  private JdbcClient.StatementSpec with(String sql, Elevation next, Instant now) {
    return database
        .jdbc()
        .sql(sql)
        .param("number", next.id().number())
        .param("state", State.of(next).word())
        .param(
            "until",
            next instanceof Elevation.Granted granted
                ? Database.time(granted.grant().until())
                : null)
        .param("wakes", next.wakesAt().map(Database::noEarlier).orElse(null))
        .param("live", !(next instanceof Elevation.Terminal))
        .param("snapshot", ElevationJson.write(next))
        .param("now", Database.time(now));
  }

  private static List<Approval> approvals(Elevation state) {
    return switch (state) {
      case Elevation.Pending pending -> pending.approvals();
      case Elevation.Approved approved -> approved.approvals();
      // From here on nobody's voice is added.
      case Elevation.Granted granted -> List.of();
      case Elevation.Terminal terminal -> List.of();
    };
  }

  private void remember(Elevation elevation, Approval approval) {
    database
        .jdbc()
        .sql(
            """
            INSERT INTO approval (elevation, shown, person, subject, stage, given_at)
            VALUES (:elevation, :shown, :person, :subject, :stage, :at)
            ON CONFLICT DO NOTHING""")
        .param("elevation", elevation.id().number())
        .param("shown", approval.shown().hex())
        .param("person", approval.by().person().value())
        .param("subject", approval.by().id().value())
        .param("stage", approval.stage())
        .param("at", Database.time(approval.at()))
        .update();
  }
}
