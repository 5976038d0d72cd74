package dev.hoist.postgres.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.kernel.session.Login;
import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.spi.ConnectorException;
import dev.hoist.spi.Lease;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
@DisplayName("S05 who is lent a database's owner cannot keep a grant from being taken back")
class LockoutTest {
  private Orders orders;
  private Lease lease;

  @BeforeEach
  void seed() throws SQLException {
    orders = new Orders();
    orders.admin("ALTER DATABASE " + orders.database + " OWNER TO " + orders.owner);
    lease = lending();
  }

  private Lease lending() {
    return Leases.of(
        new RoleDefinition("admin", "orders-prod", Map.of("member_of", List.of(orders.owner))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "REVOKE CONNECT ON DATABASE %1$s FROM PUBLIC, %2$s, %3$s CASCADE",
        "REVOKE ALL ON DATABASE %1$s FROM PUBLIC, %2$s, %3$s CASCADE",
        "ALTER DATABASE %1$s ALLOW_CONNECTIONS false",
        "ALTER DATABASE %1$s CONNECTION LIMIT 0",
        "ALTER DATABASE %1$s SET local_preload_libraries TO 'nothing'",
        "ALTER DATABASE %1$s SET default_transaction_read_only TO on",
        "ALTER DATABASE %1$s SET default_transaction_isolation TO serializable",
        "ALTER DATABASE %1$s SET search_path TO app",
        "ALTER DATABASE %1$s SET role TO %4$s",
        "ALTER DATABASE %1$s SET statement_timeout TO 1",
        "ALTER DATABASE %1$s SET lock_timeout TO 1",
        "ALTER DATABASE %1$s SET idle_session_timeout TO 1",
        "ALTER DATABASE %1$s SET idle_in_transaction_session_timeout TO 1",
        "ALTER DATABASE %1$s SET transaction_timeout TO 1",
        "ALTER DATABASE %1$s SET client_min_messages TO error",
        "ALTER DATABASE %1$s SET exit_on_error TO on",
        "ALTER DATABASE %1$s SET createrole_self_grant TO 'set, inherit'",
      })
  void whateverTheOwnerSaysTheGrantEnds(String lever) throws Exception {
    PostgresConnector connector = orders.connector();
    Login login = connector.provision(lease);
    try (Connection there = orders.as(login);
        Connection elsewhere = orders.as(login, "postgres")) {
      Orders.run(elsewhere, "SET ROLE " + orders.owner);
      Orders.run(elsewhere, said(lever));
      assertThat(connector.present()).contains(lease.grant());
      assertThat(connector.revoke(lease).readBack()).contains("absent");
      assertEnded(there, elsewhere);
    }
    assertThat(connector.present()).doesNotContain(lease.grant());
    assertThatOthersGoOn();
  }

  /** Over at the log-in or only in what follows it, as luck has it: hence many times. */
  @Test
  void aTransactionTimeoutThatIsOverWheneverItLikesKeepsNobodyOut() throws Exception {
    orders.admin("ALTER DATABASE " + orders.database + " SET transaction_timeout TO 1");
    lease = Leases.of("SELECT ON orders");
    for (int i = 0; i < 40; i++) {
      orders.connector().provision(lease);
    }
    assertThat(orders.connector().revoke(lease).readBack()).contains("absent");
  }

  private String said(String lever) {
    return lever.formatted(
        orders.database, orders.account.account(), orders.account.keeper(), orders.owner);
  }

  private static void assertEnded(Connection... sessions) {
    for (Connection session : sessions) {
      assertThatThrownBy(() -> Orders.run(session, "SELECT 1")).isInstanceOf(SQLException.class);
    }
  }

  private void assertThatOthersGoOn() throws Exception {
    Lease another = Leases.of("SELECT ON orders");
    orders.connector().provision(another);
    assertThat(orders.connector().revoke(another).readBack()).contains("absent");
    another = lending();
    orders.connector().provision(another);
    assertThat(orders.connector().revoke(another).readBack()).contains("absent");
  }

  @Test
  void whatIsOpenedAgainIsTold() throws Exception {
    shut("REVOKE CONNECT ON DATABASE %1$s FROM PUBLIC, %2$s, %3$s CASCADE");
    assertThat(orders.connector().revoke(lease).readBack())
        .contains("in the name of " + orders.owner + ": GRANT CONNECT ON DATABASE")
        .contains("read in postgres");
    assertThat(
            orders.ask(
                "SELECT count(*) FROM pg_auth_members WHERE roleid = '"
                    + orders.owner
                    + "'::regrole AND member = '"
                    + orders.account.account()
                    + "'::regrole AND (inherit_option OR set_option)"))
        .containsExactly("0");
  }

  @Test
  void theOwnerMayBeLentByWayOfAnotherRole() throws Exception {
    String ops = "ops_" + orders.database;
    orders.admin(
        "CREATE ROLE " + ops,
        "GRANT " + orders.owner + " TO " + ops,
        "REVOKE " + orders.owner + " FROM " + orders.account.account(),
        "GRANT "
            + ops
            + " TO "
            + orders.account.account()
            + " WITH ADMIN TRUE, INHERIT FALSE, SET FALSE");
    lease = Leases.of(new RoleDefinition("ops", "orders-prod", Map.of("member_of", List.of(ops))));
    shut("REVOKE CONNECT ON DATABASE %1$s FROM PUBLIC, %2$s, %3$s CASCADE");
    assertThat(orders.connector().revoke(lease).readBack())
        .contains("absent", "in the name of " + ops + ": GRANT CONNECT ON DATABASE");
  }

  @Test
  void whatSheMadeBeforeIsHandedOver() throws Exception {
    orders.admin("GRANT CREATE ON SCHEMA public TO " + orders.owner);
    try (Connection ana = orders.as(orders.connector().provision(lease))) {
      Orders.run(ana, "CREATE TABLE hers AS SELECT 42 AS n");
    }
    shut("ALTER DATABASE %1$s ALLOW_CONNECTIONS false");
    assertThat(orders.connector().revoke(lease).readBack()).contains("absent", "table public.hers");
    assertThat(orders.ask("SELECT n FROM hers")).containsExactly("42");
  }

  @Test
  void aLimitThatOthersFillIsPutBack() throws Exception {
    Lease reader = Leases.of("SELECT ON orders");
    try (Connection lee = orders.as(orders.connector().provision(reader))) {
      shut("ALTER DATABASE %1$s CONNECTION LIMIT 1");
      assertThat(orders.connector().revoke(lease).readBack()).contains("absent");
      Orders.run(lee, "SELECT 1");
    }
    assertThat(
            orders.ask("SELECT datconnlimit FROM pg_database WHERE datname = current_database()"))
        .containsExactly("1");
    orders.connector().revoke(reader);
  }

  @Test
  void theDatabaseMayBeGone() throws Exception {
    shut("DROP DATABASE %1$s");
    assertThat(orders.connector().revoke(lease).readBack())
        .contains("absent", "there is no database " + orders.database);
    assertThatThrownBy(() -> orders.connector().provision(lending()))
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("was it dropped or renamed?");
  }

  @Test
  @DisplayName("S07 what is in a database that was renamed, and then shut, is handed over")
  void theDatabaseMayHaveAnotherName() throws Exception {
    String renamed = orders.database + " \"quoted\"";
    orders.admin(
        "ALTER ROLE " + orders.owner + " CREATEDB",
        "GRANT CREATE ON SCHEMA public TO " + orders.owner);
    try (Connection ana = orders.as(orders.connector().provision(lease))) {
      Orders.run(ana, "CREATE TABLE hers AS SELECT 42 AS n");
    }
    String quoted = "\"" + renamed.replace("\"", "\"\"") + "\"";
    shut(
        "ALTER DATABASE %1$s RENAME TO " + quoted,
        "REVOKE ALL ON DATABASE " + quoted + " FROM PUBLIC, %2$s, %3$s CASCADE");
    assertThat(orders.connector().revoke(lease).readBack()).contains("absent", "table public.hers");
    try (Connection superuser = orders.server.connect("postgres")) {
      Orders.run(superuser, "ALTER DATABASE " + quoted + " RENAME TO " + orders.database);
    }
    assertThat(orders.ask("SELECT relowner::regrole FROM pg_class WHERE relname = 'hers'"))
        .containsExactly(orders.account.keeper());
  }

  @Test
  @DisplayName("S05 transactions prepared in a database that was shut are rolled back")
  void preparedTransactionsInAShutDatabase() throws Exception {
    Login login = orders.connector().provision(lease);
    try (Connection ana = orders.as(login);
        Connection elsewhere = orders.as(login, "postgres")) {
      Orders.run(ana, "BEGIN");
      Orders.run(ana, "ALTER ROLE CURRENT_USER PASSWORD 'mine'");
      Orders.run(ana, "PREPARE TRANSACTION 'foot'");
      Orders.run(elsewhere, "SET ROLE " + orders.owner);
      Orders.run(elsewhere, said("ALTER DATABASE %1$s CONNECTION LIMIT 0"));
    }
    assertThat(orders.connector().revoke(lease).readBack()).contains("absent", "'foot'");
  }

  @Test
  void whereHoistCannotOpenItTheLogInIsBarredAndThePersonIsToldWhatToDo() throws Exception {
    lease = Leases.of("CREATE ON DATABASE " + orders.database);
    Login login = orders.connector().provision(lease);
    orders.admin("ALTER DATABASE " + orders.database + " OWNER TO postgres");
    try (Connection ana = orders.as(login)) {
      Orders.run(ana, "CREATE SCHEMA hers");
      orders.admin(said("REVOKE CONNECT ON DATABASE %1$s FROM PUBLIC, %2$s CASCADE"));
      assertThatThrownBy(() -> orders.connector().revoke(lease))
          .isInstanceOf(ConnectorException.class)
          .hasMessageContaining("has something in database " + orders.database)
          .hasMessageContaining(said("GRANT CONNECT ON DATABASE %1$s TO %2$s"));
      assertEnded(ana);
    }
    assertThatThrownBy(() -> orders.as(login, "postgres"))
        .hasMessageContaining("not permitted to log in");
    orders.admin(said("GRANT CONNECT ON DATABASE %1$s TO %2$s"));
    assertThat(orders.connector().revoke(lease).readBack()).contains("absent", "schema hers");
  }

  @Test
  void preparingSaysWhatShutTheDatabase() throws Exception {
    shut("REVOKE CONNECT ON DATABASE %1$s FROM PUBLIC, %2$s, %3$s CASCADE");
    assertThatThrownBy(() -> orders.connector().provision(Leases.of("SELECT ON orders")))
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining(said("GRANT CONNECT ON DATABASE %1$s TO %2$s WITH GRANT OPTION"));
    orders.connector().revoke(lease);
  }

  /** As the lent owner, from another database, and gone. */
  private void shut(String... levers) throws Exception {
    Login login = orders.connector().provision(lease);
    try (Connection ana = orders.as(login, "postgres")) {
      Orders.run(ana, "SET ROLE " + orders.owner);
      for (String lever : levers) {
        Orders.run(ana, said(lever));
      }
    }
  }
}
