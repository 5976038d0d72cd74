package dev.hoist.control.store;

import dev.hoist.control.policy.PastDecisions;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.policy.Facts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** {@link PastDecisions} on PostgreSQL. */
public final class PgDecisions implements PastDecisions {
  private final Database database;

  public PgDecisions(Database database) {
    this.database = database;
  }

  @Override
  public List<Kept> list(Instant since, long after, int limit) {
    return database
        .jdbc()
        .sql(
            """
            SELECT number, elevation, facts, sightings, decision, policy FROM decision
             WHERE number > ? AND decided_at >= ? ORDER BY number LIMIT ?""")
        .params(after, since.atOffset(ZoneOffset.UTC), limit)
        .query(PgDecisions::kept)
        .list();
  }

  @Override
  public Facts facts(Kept kept) {
    return DecisionJson.readFacts(kept.facts());
  }

  private static Kept kept(ResultSet row, int number) throws SQLException {
    return new Kept(
        row.getLong("number"),
        Optional.ofNullable(row.getObject("elevation", Long.class)).map(RequestId::new),
        row.getString("facts"),
        row.getString("sightings"),
        row.getString("decision"),
        row.getString("policy"));
  }
}
