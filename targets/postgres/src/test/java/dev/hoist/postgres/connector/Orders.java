package dev.hoist.postgres.connector;

import dev.hoist.embedded.EmbeddedPostgres;
import dev.hoist.embedded.testing.TestPostgres;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.session.Login;
import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.kernel.target.TargetDefinition;
import dev.hoist.spi.TargetAccount;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A target to try things on: a database with orders and customers that belong to {@code
 * <name>_owner}, hoist's account of the documented size, and the keeper.
 */
final class Orders {
  static final Secret PASSWORD = Secret.of("connector's own pässword");

  final EmbeddedPostgres server;
  final String database;
  final ConnectorAccount account;
  final String owner;

  Orders() throws SQLException {
    this(TestPostgres.shared(), TestPostgres.freshDatabase());
  }

  Orders(EmbeddedPostgres server, String database) throws SQLException {
    this.server = server;
    this.database = database;
    this.account = new ConnectorAccount("connector_" + database, "keeper_" + database);
    this.owner = "owner_" + database;
    try (Connection superuser = server.connect(database)) {
      account.create(superuser, PASSWORD);
      run(superuser, "CREATE ROLE " + owner);
      run(superuser, "CREATE TABLE orders (id int PRIMARY KEY, state text)");
      run(superuser, "INSERT INTO orders VALUES (8812, 'stuck'), (8813, 'sent')");
      run(superuser, "CREATE TABLE customers (id int, email text, card text)");
      run(superuser, "CREATE SEQUENCE numbers");
      run(superuser, "CREATE SCHEMA app");
      run(superuser, "CREATE TABLE app.settings (name text)");
      run(superuser, "CREATE FUNCTION app.twice(n integer) RETURNS int LANGUAGE sql RETURN 2 * n");
      run(superuser, "REVOKE EXECUTE ON FUNCTION app.twice(int) FROM PUBLIC");
      for (String table : List.of("orders", "customers", "app.settings")) {
        run(superuser, "ALTER TABLE " + table + " OWNER TO " + owner);
      }
      account.allowSchema(superuser, "public");
      account.allowSchema(superuser, "app");
      account.allowRole(superuser, owner, "public");
    }
  }

  PostgresConnector connector() {
    return connector(Map.of());
  }

  /** With other options than the usual ones. */
  PostgresConnector connector(Map<String, String> more) {
    return new PostgresConnector(account("ab12", PASSWORD, more));
  }

  /** As where nobody was named to get what is left behind. */
  PostgresConnector withoutKeeper() {
    var full = account("ab12", PASSWORD, Map.of());
    var options = new HashMap<>(full.options());
    options.remove("reassign_to");
    return new PostgresConnector(
        new TargetAccount(full.target(), "ab12", full.user(), full.password(), options));
  }

  TargetAccount account(String installation, Secret password, Map<String, String> more) {
    Map<String, String> options = new HashMap<>();
    options.put("database", database);
    options.put("tls", "off");
    options.put("reassign_to", account.keeper());
    options.putAll(more);
    return new TargetAccount(
        target("127.0.0.1:" + server.port()), installation, account.account(), password, options);
  }

  static TargetDefinition target(String address) {
    return new TargetDefinition("orders-prod", "postgres", address, Map.of());
  }

  static RoleDefinition role(String... grants) {
    return new RoleDefinition("fix", "orders-prod", Map.of("grants", List.of(grants)));
  }

  Connection as(Login login) throws SQLException {
    return as(login, database);
  }

  Connection as(Login login, String in) throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl(in), login.user(), login.password().reveal());
  }

  Connection superuser() throws SQLException {
    return server.connect(database);
  }

  /** As hoist's own account. */
  Connection connectorConnection() throws SQLException {
    return as(new Login(account.account(), PASSWORD));
  }

  /** As the superuser, each in its own transaction. */
  void admin(String... statements) throws SQLException {
    try (Connection superuser = superuser()) {
      for (String statement : statements) {
        run(superuser, statement);
      }
    }
  }

  List<String> ask(String query) throws SQLException {
    try (Connection superuser = superuser()) {
      return ask(superuser, query);
    }
  }

  static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static List<String> ask(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var result = statement.executeQuery(query)) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(String.valueOf(result.getString(1)));
      }
      return rows;
    }
  }
}
