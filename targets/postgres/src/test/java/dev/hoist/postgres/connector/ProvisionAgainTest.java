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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
@DisplayName("S08 provisioning again leaves exactly what policy gives")
class ProvisionAgainTest {
  private static final String DENIED = "permission denied";

  private Orders orders;
  private Lease lease = Leases.of("SELECT ON orders");

  @BeforeEach
  void seed() throws SQLException {
    orders = new Orders();
    orders.admin("CREATE TYPE app.mood AS ENUM ('ok')", "CREATE ROLE other_" + orders.database);
    orders.account.allowRole(orders.superuser(), "other_" + orders.database, "public");
  }

  @AfterEach
  void revoke() throws ConnectorException {
    orders.connector().revoke(lease);
  }

  private Login again(RoleDefinition role) throws ConnectorException {
    return orders.connector().provision(new Lease(lease.grant(), role, lease.until()));
  }

  @Test
  @DisplayName("S08 what an earlier provisioning gave, and policy no longer gives, is taken away")
  void whatIsSurplusIsTakenAway() throws Exception {
    again(
        new RoleDefinition(
            "wide",
            "orders-prod",
            Map.of(
                "grants",
                List.of(
                    "SELECT, UPDATE ON orders",
                    "SELECT (card) ON customers",
                    "USAGE ON SEQUENCE numbers",
                    "EXECUTE ON FUNCTION app.twice(int)",
                    "USAGE, CREATE ON SCHEMA app",
                    "CREATE ON DATABASE " + orders.database),
                "member_of",
                List.of(orders.owner, "other_" + orders.database))));
    Login login = again(Orders.role("SELECT ON orders"));
    try (Connection ana = orders.as(login)) {
      Orders.run(ana, "SELECT * FROM orders");
      for (String more :
          List.of(
              "UPDATE orders SET state = state",
              "SELECT card FROM customers",
              "SELECT nextval('numbers')",
              "SELECT app.twice(2)",
              "CREATE TABLE app.mine (n int)",
              "CREATE SCHEMA anas",
              "SET ROLE " + orders.owner)) {
        assertThatThrownBy(() -> Orders.run(ana, more)).as(more).hasMessageContaining(DENIED);
      }
    }
    assertThat(
            orders.ask(
                "SELECT roleid::regrole FROM pg_auth_members WHERE member = '"
                    + login.user()
                    + "'::regrole"))
        .isEmpty();
  }

  @Test
  @DisplayName("S08 what another account gave the role is named and stops it")
  void whatOthersGaveIsRefused() throws Exception {
    String name = again(lease.role()).user();
    orders.admin("GRANT SELECT ON customers TO " + name);
    assertThatThrownBy(() -> again(lease.role()))
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("table public.customers");
    orders.admin("REVOKE SELECT ON customers FROM " + name, "GRANT pg_read_all_data TO " + name);
    assertThatThrownBy(() -> again(lease.role()))
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("pg_read_all_data");
    orders.admin("REVOKE pg_read_all_data FROM " + name);
    try (Connection ana = orders.as(again(lease.role()))) {
      Orders.run(ana, "SELECT * FROM orders");
    }
  }

  @Test
  @DisplayName("S05 a membership that is not ours to take holds no revocation up")
  void whatOthersLentEndsWithTheRole() throws Exception {
    String name = again(lease.role()).user();
    orders.admin("GRANT pg_read_all_data TO " + name);
    assertThat(orders.connector().revoke(lease).readBack()).contains("absent");
    assertThat(orders.ask("SELECT rolname FROM pg_roles WHERE rolname = '" + name + "'")).isEmpty();
  }

  @Test
  @DisplayName("S07 what its holder made, and gave others, stays")
  void whatItOwnsStays() throws Exception {
    var maker = Orders.role("USAGE, CREATE ON SCHEMA app");
    try (Connection ana = orders.as(again(maker))) {
      Orders.run(ana, "CREATE TABLE app.mine AS SELECT 42 AS n");
      Orders.run(ana, "GRANT SELECT ON app.mine TO " + orders.owner);
    }
    try (Connection ana = orders.as(again(maker))) {
      assertThat(Orders.ask(ana, "SELECT n FROM app.mine")).containsExactly("42");
    }
    assertThat(
            orders.ask("SELECT has_table_privilege('" + orders.owner + "', 'app.mine', 'SELECT')"))
        .containsExactly("t");
  }

  @Test
  @DisplayName("S08 a session that is open keeps what policy gives all the while")
  void openSessionsGoOn() throws Exception {
    try (Connection ana = orders.as(again(lease.role()))) {
      ana.setAutoCommit(false);
      Orders.run(ana, "SELECT * FROM orders");
      again(lease.role());
      Orders.run(ana, "SELECT * FROM orders");
    }
  }
}
