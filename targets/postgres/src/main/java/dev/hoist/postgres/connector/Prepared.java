package dev.hoist.postgres.connector;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The transactions that a role prepared for two-phase commit. They outlive its sessions, keep its
 * locks and keep the role from being dropped, so they end as an open transaction does: rolled back.
 * The server lets only who prepared one end it, or a superuser; so hoist's account becomes the role
 * for that, which nobody else is any more.
 */
final class Prepared {
  private final Reopening databases;
  private final Server server;
  private final Catalog catalog;
  private final String role;

  Prepared(Reopening databases, Server server, String role) {
    this.databases = databases;
    this.server = server;
    this.catalog = new Catalog(server);
    this.role = role;
  }

  /** Gives what was rolled back, in words; empty when there was nothing. */
  List<String> rollBack() throws SQLException {
    List<String> rolledBack = new ArrayList<>();
    List<String> where = catalog.databasesOfPrepared(role);
    if (where.isEmpty()) {
      return rolledBack;
    }
    maySetRole("TRUE");
    try {
      for (String database : where) {
        try {
          rollBackIn(database, rolledBack);
        } catch (SQLException e) {
          throw new SQLException(
              role
                  + " left prepared transactions in database "
                  + database
                  + "; end them with ROLLBACK PREPARED there, as a superuser, or let hoist do it: "
                  + e.getMessage(),
              e.getSQLState(),
              e);
        }
      }
    } finally {
      maySetRole("FALSE");
    }
    return rolledBack;
  }

  private void rollBackIn(String database, List<String> rolledBack) throws SQLException {
    try (Server there = databases.open(database)) {
      there.run("SET ROLE %I", role);
      for (String gid : new Catalog(there).prepared(role)) {
        there.run("ROLLBACK PREPARED %L", gid);
        rolledBack.addAll(
            there.list("SELECT format('rolled back %L in database %I', ?, ?)", gid, database));
      }
    }
  }

  private void maySetRole(String may) throws SQLException {
    String self = server.list("SELECT current_user::text").getFirst();
    server.run("GRANT %I TO %I WITH SET " + may, role, self);
  }
}
