package dev.hoist.postgres.connector;

import dev.hoist.kernel.identity.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.postgresql.PGConnection;

/**
 * The account that hoist has on a server, with the least that it needs, and the keeper of what
 * people leave behind; made by the same scripts that an administrator runs.
 */
public record ConnectorAccount(String account, String keeper) {
  /**
   * Makes both, or finds them, and sets the account's password (as a verifier computed here).
   *
   * @param superuser a superuser's connection to the target's database, in autocommit
   */
  public void create(Connection superuser, Secret password) throws SQLException {
    PsqlScript.run(
        superuser,
        "connector-account.sql",
        Map.of("account", account, "keeper", keeper, "database", superuser.getCatalog()));
    superuser
        .unwrap(PGConnection.class)
        .alterUserPassword(account, password.reveal().toCharArray(), "scram-sha-256");
  }

  /**
   * Lets hoist hand out privileges on what is in a schema, and on what the connection's role
   * creates there later.
   *
   * @param owner a connection of the objects' owner or a superuser, in autocommit
   */
  public void allowSchema(Connection owner, String schema) throws SQLException {
    PsqlScript.run(
        owner,
        "connector-schema.sql",
        Map.of("account", account, "keeper", keeper, "schema", schema));
  }

  /**
   * Lets hoist lend a lasting role by {@code member_of}, and hand out what is created in that
   * role's name in a schema later.
   *
   * @param admin a superuser's connection, in autocommit
   */
  public void allowRole(Connection admin, String role, String schema) throws SQLException {
    PsqlScript.run(
        admin, "connector-role.sql", Map.of("account", account, "role", role, "schema", schema));
  }
}
