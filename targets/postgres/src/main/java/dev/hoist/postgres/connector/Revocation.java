package dev.hoist.postgres.connector;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes a grant's role away. Each step can be repeated, so a call that was cut short is finished by
 * the next one.
 */
final class Revocation {
  private static final long TERMINATE_MILLIS = 5_000;
  private static final int ROUNDS = 6;
  private static final String STILL_USED = "55006";

  private final Dialer dialer;
  private final Server server;
  private final Catalog catalog;
  private final Reopening databases;
  private final GrantRole role;
  private final List<String> kept = new ArrayList<>();

  /**
   * @param server a connection to the target's database, or to any other where that is shut
   */
  Revocation(Dialer dialer, Server server, GrantRole role) {
    this.dialer = dialer;
    this.server = server;
    this.catalog = new Catalog(server);
    this.databases = new Reopening(dialer, server);
    this.role = role;
  }

  /** Gives what was read back, in words. */
  String take() throws SQLException {
    catalog.checkUsable();
    Optional<Long> oid = catalog.oid(role.name());
    if (oid.isPresent()) {
      // Made and marked in one transaction: there is no role of ours without our mark.
      catalog.checkOurs(role, oid.get());
      barLogIns(oid.get());
      takeOver();
      endSessions(oid.get());
      rollBackPrepared();
      reopen(dialer.options().database().value());
      settle(oid.get());
      drop(oid.get());
    }
    kept.addAll(databases.done());
    return new ReadBack(server, role).prove(oid, kept);
  }

  /**
   * First, so that who is thrown out does not come back, and waiting for no lock that others can
   * take. The role itself can hold this up (it may change its own password in an open or a prepared
   * transaction), so its transactions are ended if need be.
   */
  private void barLogIns(long oid) throws SQLException {
    for (int round = 1; ; round++) {
      try {
        server.run("ALTER ROLE %I WITH NOLOGIN", role.name());
        return;
      } catch (SQLException e) {
        if (round == ROUNDS || !(Server.lockedOut(e) || Server.meansAgain(e))) {
          throw e;
        }
        takeOver();
        terminate(oid);
        rollBackPrepared();
      }
    }
  }

  /**
   * Ends what the role is lent first: hoist's account must not have any of it. What others lent it
   * may be theirs alone to take, and must not hold the end up: it ends with the role.
   */
  private void takeOver() throws SQLException {
    for (String lent : catalog.memberOf(role.name())) {
      try {
        server.run("REVOKE %I FROM %I", lent, role.name());
      } catch (SQLException e) {
        // Not ours to take, or locked by somebody: the next steps do without.
      }
    }
    server.atomically(() -> Provisioning.inherit(server, role.name()));
  }

  private void endSessions(long oid) throws SQLException {
    for (int round = 1; catalog.sessions(oid) > 0; round++) {
      if (round > ROUNDS) {
        throw new SQLException(
            catalog.sessions(oid) + " sessions of " + role.name() + " do not end", STILL_USED);
      }
      terminate(oid);
    }
  }

  /** The server waits for each to be gone. */
  private void terminate(long oid) throws SQLException {
    server.list(
        "SELECT pg_terminate_backend(pid, ?)::text FROM pg_stat_activity"
            + " WHERE usesysid = ?::bigint::oid",
        TERMINATE_MILLIS,
        oid);
  }

  private void rollBackPrepared() throws SQLException {
    kept.addAll(new Prepared(databases, server, role.name()).rollBack());
  }

  /**
   * The target's database, when this is another one. Where nothing must be cleared up there, its
   * being shut holds up the next grants, not the end of this one.
   */
  private void reopen(String target) throws SQLException {
    if (catalog.isHere(target)) {
      return;
    }
    if (!catalog.isThere(target)) {
      kept.add("there is no database " + target);
      return;
    }
    try {
      databases.open(target).close();
    } catch (SQLException e) {
      kept.add("database " + target + " is still shut: " + Failures.words(e));
    }
  }

  private void settle(long oid) throws SQLException {
    settleIn(server, oid);
    for (String name : catalog.otherDatabases(oid)) {
      try (Server other = databases.open(name)) {
        settleIn(other, oid);
      } catch (SQLException e) {
        throw new SQLException(
            role.name()
                + " has something in database "
                + name
                + ", where hoist must clear up: "
                + e.getMessage(),
            e.getSQLState(),
            e);
      }
    }
  }

  private void settleIn(Server database, long oid) throws SQLException {
    var estate = new Estate(database, role.name(), oid, dialer.user());
    estate
        .handOver(dialer.options().reassignTo())
        .forEach(what -> kept.add("handed over: " + what));
  }

  private void drop(long oid) throws SQLException {
    try {
      // A log-in that was under way when the bar came down shows up only now.
      endSessions(oid);
      server.atomically(() -> server.run("DROP ROLE %I", role.name()));
    } catch (SQLException e) {
      List<String> others = catalog.otherDatabases(oid);
      Owned owned = catalog.owned(oid);
      List<String> given = catalog.rights(role.name(), true);
      throw new SQLException(
          e.getMessage()
              + (owned.isEmpty() ? "" : "; it owns " + owned)
              + (given.isEmpty() ? "" : "; somebody gave it " + String.join(", ", given))
              + (others.isEmpty() ? "" : "; it has something in " + String.join(", ", others)),
          e.getSQLState(),
          e);
    }
  }
}
