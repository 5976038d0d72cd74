package dev.hoist.control.store;

import dev.hoist.control.elevation.DecisionRecord;
import dev.hoist.control.policy.PastDecisions;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.policy.PolicyHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** {@link PastDecisions} on PostgreSQL. */
public final class PgDecisions implements PastDecisions {
  private final Database database;

  public PgDecisions(Database database) {
    this.database = database;
  }

  @Override
  public List<DecisionRecord> decisions(long after, int limit) {
    return database
        .jdbc()
        .sql(
            """
            SELECT number, elevation, facts, sightings, decision, policy FROM decision
             WHERE number > ? ORDER BY number LIMIT ?""")
        .params(after, limit)
        .query(PgDecisions::record)
        .list();
  }

  private static DecisionRecord record(ResultSet row, int number) throws SQLException {
    return new DecisionRecord(
        row.getLong("number"),
        Optional.ofNullable(row.getObject("elevation", Long.class)).map(RequestId::new),
        DecisionJson.readFacts(row.getString("facts")),
        SightingJson.read(row.getString("sightings")),
        DecisionJson.readDecision(row.getString("decision")),
        new PolicyHash(row.getString("policy")));
  }
}
