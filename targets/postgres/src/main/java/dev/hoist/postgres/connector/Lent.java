package dev.hoist.postgres.connector;

import java.sql.SQLException;

/** What hoist does in the name of a role that it may lend. */
final class Lent {
  private Lent() {}

  /** Becomes that role for a moment of the caller's transaction, so that nobody sees it as one. */
  static void as(Server server, String lent, Server.Work work) throws SQLException {
    boolean may = server.holds("SELECT pg_has_role(?::name, 'SET')", lent);
    if (!may) {
      server.run(
          "GRANT %I TO CURRENT_USER WITH SET TRUE, INHERIT FALSE GRANTED BY CURRENT_USER", lent);
    }
    server.run("SET LOCAL ROLE %I", lent);
    work.run();
    server.run("SET LOCAL ROLE NONE");
    if (!may) {
      server.run("REVOKE %I FROM CURRENT_USER GRANTED BY CURRENT_USER", lent);
    }
  }
}
