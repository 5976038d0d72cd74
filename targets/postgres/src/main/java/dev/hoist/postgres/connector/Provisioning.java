package dev.hoist.postgres.connector;

import dev.hoist.kernel.identity.Secret;
import dev.hoist.postgres.privilege.Identifier;
import dev.hoist.postgres.privilege.Objects;
import dev.hoist.postgres.privilege.PolicyRole;
import dev.hoist.postgres.privilege.PrivilegeGrant;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.postgresql.util.PasswordUtil;

/** Makes a grant's role with all it may do, in one transaction: there is no half of it. */
final class Provisioning {
  /** Enough for a person with several windows open, and no more. */
  private static final String CONNECTION_LIMIT = "10";

  private static final String NOT_ALLOWED = "42501";

  private final Server server;
  private final Catalog catalog;

  Provisioning(Server server) {
    this.server = server;
    this.catalog = new Catalog(server);
  }

  void make(GrantRole role, PolicyRole policy, Instant until, Secret password) throws SQLException {
    catalog.checkUsable();
    // The verifier is computed here: whatever the server logs, the password is not in it.
    String verifier =
        PasswordUtil.encodePassword(role.name(), password.reveal().toCharArray(), "scram-sha-256");
    server.atomically(
        () -> {
          loginUntil(role, until, verifier);
          if (policy.memberOf().isEmpty()) {
            inherit(server, role.name());
          } else {
            keepOut(role.name());
          }
          lend(role.name(), policy);
        });
  }

  private void loginUntil(GrantRole role, Instant until, String verifier) throws SQLException {
    String verb = claim(role) ? "ALTER" : "CREATE";
    // What an earlier provisioning gave may be more than policy gives now.
    new Surplus(server, role.name()).take();
    server.run(
        verb
            + " ROLE %I WITH LOGIN CONNECTION LIMIT "
            + CONNECTION_LIMIT
            + " PASSWORD %L VALID UNTIL %L",
        role.name(),
        verifier,
        validUntil(until));
    server.run("COMMENT ON ROLE %I IS %L", role.name(), role.comment());
  }

  /** The server keeps microseconds and would round up past the grant's end. */
  private static String validUntil(Instant until) {
    return until.truncatedTo(ChronoUnit.MICROS).toString();
  }

  /** Moves the end of a role that is there. */
  void extend(GrantRole role, Instant until) throws SQLException {
    server.atomically(
        () -> {
          if (!claim(role)) {
            throw new SQLException("role " + role.name() + " is not there", "42704");
          }
          server.run("ALTER ROLE %I VALID UNTIL %L", role.name(), validUntil(until));
        });
  }

  /** Whether the role is there already, as we left it. */
  private boolean claim(GrantRole role) throws SQLException {
    Optional<Long> oid = catalog.oid(role.name());
    if (oid.isEmpty()) {
      return false;
    }
    catalog.checkOurs(role, oid.get());
    if (catalog.isMighty(role.name())) {
      throw new SQLException(
          "role " + role.name() + " was given rights that no policy gives; revoke the grant",
          "42501");
    }
    return true;
  }

  /**
   * Who may do what a role may do can also end its sessions, hand over what it owns, and grant on
   * it. Being its maker alone does not suffice.
   *
   * <p>Never while the role is lent another: through it hoist's account would have the rights of
   * that one, perhaps an owner's, in whose name the server would then give and take privileges, so
   * that nobody could take back what was given before or after.
   */
  static void inherit(Server server, String role) throws SQLException {
    if (!server.holds("SELECT pg_has_role(?::name, 'USAGE')", role)) {
      String self = server.list("SELECT current_user::text").getFirst();
      server.run("GRANT %I TO %I WITH INHERIT TRUE, SET FALSE", role, self);
    }
  }

  /** The opposite; not said of a new role, which its maker does not inherit from by itself. */
  private void keepOut(String role) throws SQLException {
    if (server.holds("SELECT pg_has_role(?::name, 'USAGE')", role)) {
      String self = server.list("SELECT current_user::text").getFirst();
      server.run("GRANT %I TO %I WITH INHERIT FALSE, SET FALSE", role, self);
    }
  }

  /** One thing that somebody created would keep everybody from the rest, so say what to do. */
  private static String repair(PrivilegeGrant grant, SQLException e) {
    return grant.objects() instanceof Objects.AllIn && NOT_ALLOWED.equals(e.getSQLState())
        ? "; hoist's account may not hand out all of this: as its owner or a superuser, run"
            + " connector-schema.sql once more (docs/targets/postgres.md)"
        : "";
  }

  private void lend(String role, PolicyRole policy) throws SQLException {
    var commands = new GrantCommands(server, role);
    for (PrivilegeGrant grant : policy.grants()) {
      try {
        commands.give(grant);
      } catch (SQLException e) {
        throw new SQLException(
            "'" + grant.text() + "': " + e.getMessage() + repair(grant, e), e.getSQLState(), e);
      }
    }
    for (Identifier of : policy.memberOf()) {
      server.run("GRANT %I TO %I WITH ADMIN FALSE, INHERIT TRUE, SET TRUE", of.value(), role);
    }
    if (!server.holds(
        "SELECT has_database_privilege(?::name, current_database(), 'CONNECT')", role)) {
      String database = server.list("SELECT current_database()::text").getFirst();
      server.run("GRANT CONNECT ON DATABASE %I TO %I", database, role);
    }
  }
}
