package dev.hoist.postgres.connector;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Looks for a role that should be gone. */
final class ReadBack {
  private static final String STILL_THERE = "2BP01";

  private final Server server;
  private final Catalog catalog;
  private final GrantRole role;

  ReadBack(Server server, GrantRole role) {
    this.server = server;
    this.catalog = new Catalog(server);
    this.role = role;
  }

  /** What was read, in words, when nothing is left; else it throws. */
  String prove(Optional<Long> formerOid, List<String> kept) throws SQLException {
    String found = catalog.oid(role.name()).map(oid -> "role " + role.name()).orElse("");
    if (found.isEmpty() && formerOid.isPresent()) {
      found = traces(formerOid.get());
    }
    if (!found.isEmpty()) {
      throw new SQLException("read back, and there is still " + found, STILL_THERE);
    }
    String at =
        server
            .list(
                "SELECT format('%s at %s', current_database(), to_char(clock_timestamp() AT TIME"
                    + " ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"'))")
            .getFirst();
    return "role "
        + role.name()
        + " is absent: none in pg_roles"
        + (formerOid.isPresent() ? ", pg_auth_members, pg_shdepend and pg_stat_activity" : "")
        + ", read in "
        + at
        + (kept.isEmpty() ? "" : "; " + String.join("; ", kept));
  }

  private String traces(long oid) throws SQLException {
    var found = new StringBuilder();
    note(found, catalog.memberships(oid), "memberships");
    note(found, catalog.dependencies(oid), "dependencies");
    note(found, catalog.sessions(oid), "sessions");
    return found.toString();
  }

  private static void note(StringBuilder found, long count, String what) {
    if (count > 0) {
      found.append(found.isEmpty() ? "" : ", ").append(count).append(' ').append(what);
    }
  }
}
