package dev.hoist.postgres.connector;

import dev.hoist.postgres.privilege.Identifier;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens databases where hoist must clear up, also one that its owner shut. Policy may lend an
 * owner's role, and who has it can take {@code CONNECT} from everybody, refuse all connections or
 * bring their limit down. What was done in an owner's name is undone in it, from another database.
 */
final class Reopening {
  private static final String TOO_MANY = "53300";

  private final Dialer dialer;
  private final Server elsewhere;
  private final Catalog catalog;
  private final List<String> done = new ArrayList<>();

  /**
   * @param elsewhere a connection to any database of the same server
   */
  Reopening(Dialer dialer, Server elsewhere) {
    this.dialer = dialer;
    this.elsewhere = elsewhere;
    this.catalog = new Catalog(elsewhere);
  }

  /** What had to be opened again, in words. */
  List<String> done() {
    return done;
  }

  /** Undoes what keeps hoist out, if it can; throws with what a person must do if it cannot. */
  Server open(String database) throws SQLException {
    try {
      return dial(database);
    } catch (SQLException shut) {
      if (!Failures.isOfDatabase(shut)) {
        throw shut;
      }
      List<String> owners = catalog.lentOwnersOfDatabase(database);
      if (owners.isEmpty()) {
        throw shut;
      }
      try {
        mend(owners.getFirst(), database);
        return TOO_MANY.equals(shut.getSQLState())
            ? aboveTheLimit(owners.getFirst(), database)
            : dial(database);
      } catch (SQLException e) {
        e.addSuppressed(shut);
        throw e;
      }
    }
  }

  private Server dial(String database) throws SQLException {
    return dialer.open(new Identifier(database), Limits.REVOKE, elsewhere.deadline());
  }

  private void mend(String owner, String database) throws SQLException {
    List<String> commands = new ArrayList<>();
    if (is("NOT datallowconn", database)) {
      commands.add("ALTER DATABASE %I ALLOW_CONNECTIONS true");
    }
    if (is("datconnlimit = 0", database)) {
      commands.add("ALTER DATABASE %I CONNECTION LIMIT -1");
    }
    if (is("NOT has_database_privilege(oid, 'CONNECT')", database)) {
      commands.add("GRANT CONNECT ON DATABASE %I TO %I WITH GRANT OPTION");
    }
    as(
        owner,
        () -> {
          for (String command : commands) {
            elsewhere.run(command, database, dialer.user());
          }
        });
    for (String command : commands) {
      done.addAll(
          elsewhere.list(
              "SELECT format('in the name of %I: ' || ?, ?, ?, ?)",
              command, owner, database, dialer.user()));
    }
  }

  /** A limit that others fill may be meant, so it is lifted only until we are in. */
  private Server aboveTheLimit(String owner, String database) throws SQLException {
    long limit =
        elsewhere.count("SELECT datconnlimit FROM pg_database WHERE datname = ?", database);
    if (limit < 0) {
      return dial(database);
    }
    limit(owner, database, -1);
    try {
      return dial(database);
    } finally {
      putBack(owner, database, limit);
    }
  }

  private void putBack(String owner, String database, long limit) {
    try {
      limit(owner, database, limit);
    } catch (SQLException e) {
      done.add("lifted the connection limit of database " + database + ", which was " + limit);
    }
  }

  private void limit(String owner, String database, long limit) throws SQLException {
    String command = "ALTER DATABASE %I CONNECTION LIMIT " + limit;
    as(owner, () -> elsewhere.run(command, database));
  }

  private void as(String owner, Server.Work work) throws SQLException {
    elsewhere.atomically(() -> Lent.as(elsewhere, owner, work));
  }

  private boolean is(String condition, String database) throws SQLException {
    return elsewhere.holds("SELECT " + condition + " FROM pg_database WHERE datname = ?", database);
  }
}
