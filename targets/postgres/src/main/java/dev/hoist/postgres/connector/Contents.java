package dev.hoist.postgres.connector;

import dev.hoist.postgres.privilege.ObjectClass;
import java.sql.SQLException;
import java.util.List;

/**
 * What is in a schema. While a grant lends a lasting role, hoist's account has no say over what its
 * holder makes; such things are not to be had by {@code ALL … IN SCHEMA}, and must not keep others
 * from what else is there.
 */
record Contents(Server server, ObjectClass of, String schema) {
  private static final String CLOSED =
      " (pg_get_userbyid(%s) ~ '^hoist_g[0-9]+_[0-9a-f]+$' AND NOT pg_has_role(%<s, 'USAGE'))";

  boolean someAreClosed() throws SQLException {
    return !names(CLOSED).isEmpty();
  }

  /** Names with their schema, quoted by the server. */
  List<String> open() throws SQLException {
    return names(" NOT" + CLOSED);
  }

  private List<String> names(String condition) throws SQLException {
    String query =
        switch (of) {
          case TABLE -> relations("'r', 'v', 'm', 'f', 'p'");
          case SEQUENCE -> relations("'S'");
          case FUNCTION -> routines("'f', 'a', 'w'");
          case PROCEDURE -> routines("'p'");
          case ROUTINE -> routines("'f', 'a', 'w', 'p'");
          case TYPE, SCHEMA, DATABASE -> throw new IllegalArgumentException(of + " has no ALL");
        };
    String owner = of == ObjectClass.TABLE || of == ObjectClass.SEQUENCE ? "relowner" : "proowner";
    return server.list(query + condition.formatted(owner), schema);
  }

  private static String relations(String kinds) {
    return "SELECT o.oid::regclass::text FROM pg_class o JOIN pg_namespace n"
        + " ON n.oid = relnamespace WHERE nspname = ? AND relkind IN ("
        + kinds
        + ") AND";
  }

  private static String routines(String kinds) {
    return "SELECT o.oid::regprocedure::text FROM pg_proc o JOIN pg_namespace n"
        + " ON n.oid = pronamespace WHERE nspname = ? AND prokind IN ("
        + kinds
        + ") AND";
  }
}
