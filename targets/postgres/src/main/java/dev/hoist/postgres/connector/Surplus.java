package dev.hoist.postgres.connector;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * What a role may do on a server by others' leave, and its end. Runs in a transaction of the
 * caller, so that nobody sees a role with less than it should have.
 */
final class Surplus {
  private static final String OTHERS_GAVE = "42501";

  /** Of the server's own making, and quoted by it. */
  private static final String GIVEN =
      "SELECT kind || ' ' || string_agg(DISTINCT name, ', ') FROM (SELECT CASE classid"
          + " WHEN 'pg_class'::regclass THEN CASE (SELECT relkind FROM pg_class c"
          + " WHERE c.oid = objid) WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END"
          + " WHEN 'pg_proc'::regclass THEN 'ROUTINE' WHEN 'pg_type'::regclass THEN 'TYPE'"
          + " WHEN 'pg_namespace'::regclass THEN 'SCHEMA'"
          + " WHEN 'pg_largeobject'::regclass THEN 'LARGE OBJECT'"
          + " WHEN 'pg_database'::regclass THEN 'DATABASE' END AS kind, CASE classid"
          + " WHEN 'pg_class'::regclass THEN objid::regclass::text"
          + " WHEN 'pg_proc'::regclass THEN objid::regprocedure::text"
          + " WHEN 'pg_type'::regclass THEN objid::regtype::text"
          + " WHEN 'pg_namespace'::regclass THEN objid::regnamespace::text"
          + " WHEN 'pg_largeobject'::regclass THEN objid::text"
          + " WHEN 'pg_database'::regclass THEN (SELECT quote_ident(datname) FROM pg_database d"
          + " WHERE d.oid = objid) END AS name FROM pg_shdepend WHERE deptype = 'a'"
          + " AND refclassid = 'pg_authid'::regclass AND refobjid = ?::bigint::oid"
          + " AND dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) g"
          + " WHERE kind IS NOT NULL GROUP BY kind";

  private final Server server;
  private final Catalog catalog;
  private final String role;

  Surplus(Server server, String role) {
    this.server = server;
    this.catalog = new Catalog(server);
    this.role = role;
  }

  /** Leaves a role with what it owns, and nothing that anyone gave it (S08). */
  void take() throws SQLException {
    Optional<Long> oid = catalog.oid(role);
    if (oid.isEmpty()) {
      return;
    }
    endMemberships();
    try {
      for (String objects : server.list(GIVEN, oid.get())) {
        server.run("REVOKE ALL ON %s FROM %I", objects, role);
      }
    } catch (SQLException e) {
      throw new SQLException(othersGave(String.valueOf(e.getMessage())), e.getSQLState(), e);
    }
    List<String> left = catalog.rights(role, true);
    if (!left.isEmpty()) {
      throw new SQLException(othersGave(String.join(", ", left)), OTHERS_GAVE);
    }
  }

  private void endMemberships() throws SQLException {
    for (String of : catalog.memberOf(role)) {
      server.run("REVOKE %I FROM %I", of, role);
    }
  }

  private String othersGave(String what) {
    return "role "
        + role
        + " was given something that hoist did not give and cannot take away: "
        + what
        + "; REVOKE it from the role, or revoke the grant";
  }
}
