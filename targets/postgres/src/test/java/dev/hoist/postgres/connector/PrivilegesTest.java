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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("S08 a grant's role can do what policy gives, and nothing else")
class PrivilegesTest {
  private static final String DENIED = "permission denied";

  private Orders orders;
  private Lease lease = Leases.of("SELECT ON orders");

  @BeforeAll
  void seed() throws SQLException {
    orders = new Orders();
  }

  @AfterEach
  void revoke() throws ConnectorException {
    orders.connector().revoke(lease);
  }

  private Connection granted(String... grants) throws Exception {
    return granted(Orders.role(grants));
  }

  private Connection granted(RoleDefinition role) throws Exception {
    lease = Leases.of(role);
    Login login = orders.connector().provision(lease);
    return orders.as(login);
  }

  @Test
  void oneTable() throws Exception {
    try (Connection ana = granted("SELECT, UPDATE ON orders")) {
      Orders.run(ana, "UPDATE orders SET state = state");
      denied(ana, "INSERT INTO orders VALUES (1, 'new')");
      denied(ana, "DELETE FROM orders");
      denied(ana, "SELECT * FROM customers");
      denied(ana, "CREATE TABLE public.mine (n int)");
    }
  }

  @Test
  void singleColumns() throws Exception {
    try (Connection ana = granted("SELECT (id, email), UPDATE (email) ON public.customers")) {
      Orders.run(ana, "SELECT id, email FROM customers");
      Orders.run(ana, "UPDATE customers SET email = 'x'");
      denied(ana, "SELECT card FROM customers");
      denied(ana, "UPDATE customers SET card = 'x'");
    }
  }

  @Test
  void allTablesOfASchemaWithTheSchema() throws Exception {
    try (Connection ana = granted("SELECT ON ALL TABLES IN SCHEMA app")) {
      Orders.run(ana, "SELECT * FROM app.settings");
      denied(ana, "SELECT * FROM orders");
    }
  }

  @Test
  void functionByItsArgumentTypes() throws Exception {
    try (Connection ana = granted("EXECUTE ON FUNCTION app.twice(int)")) {
      assertThat(Orders.ask(ana, "SELECT app.twice(21)")).containsExactly("42");
    }
  }

  @Test
  void functionThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> granted("EXECUTE ON FUNCTION app.twice(text)"))
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("there is no function or procedure app.twice(text)");
  }

  @Test
  void argumentTypesAreNoWayIn() {
    assertThatThrownBy(
            () ->
                granted("EXECUTE ON FUNCTION app.twice(int) TO PUBLIC; DROP TABLE orders --(int)"))
        .isInstanceOf(ConnectorException.class);
    assertThatThrownBy(() -> granted("EXECUTE ON FUNCTION app.twice(int), pg_read_file(text)"))
        .isInstanceOf(ConnectorException.class);
  }

  @Test
  void sequencesAndSchemas() throws Exception {
    try (Connection ana = granted("USAGE ON SEQUENCE numbers", "USAGE, CREATE ON SCHEMA app")) {
      Orders.run(ana, "SELECT nextval('numbers')");
      Orders.run(ana, "CREATE TABLE app.mine (n int)");
      denied(ana, "CREATE TABLE public.mine (n int)");
    }
  }

  @Test
  void databaseRights() throws Exception {
    try (Connection ana = granted("CREATE ON DATABASE \"" + orders.database + "\"")) {
      Orders.run(ana, "CREATE SCHEMA anas");
    }
  }

  @Test
  void membershipInALastingRole() throws Exception {
    var role =
        new RoleDefinition("admin", "orders-prod", Map.of("member_of", List.of(orders.owner)));
    try (Connection ana = granted(role)) {
      Orders.run(ana, "ALTER TABLE orders ADD COLUMN note text");
      Orders.run(ana, "ALTER TABLE orders DROP COLUMN note");
      assertThatThrownBy(() -> Orders.run(ana, "GRANT " + orders.owner + " TO " + orders.owner))
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  void roleIsNothingSpecial() throws Exception {
    try (Connection ana = granted("SELECT ON orders")) {
      denied(ana, "CREATE ROLE eve");
      denied(ana, "CREATE DATABASE eves");
      denied(ana, "ALTER ROLE CURRENT_USER VALID UNTIL 'infinity'");
      denied(ana, "ALTER ROLE CURRENT_USER CONNECTION LIMIT -1");
      denied(ana, "SET ROLE " + orders.account.account());
      denied(ana, "SELECT pg_read_file('/etc/passwd')");
    }
    assertThat(
            orders.ask(
                "SELECT rolconnlimit FROM pg_roles WHERE rolname = '" + Leases.name(lease) + "'"))
        .containsExactly("10");
  }

  @Test
  @DisplayName("what hoist's account may not hand out is refused, not left out silently")
  void missingGrantOptionIsRefused() throws Exception {
    orders.admin("CREATE TABLE app.closed (n int)", "CREATE TABLE app.half_open (n int)");
    orders.admin(
        "REVOKE ALL ON app.closed, app.half_open FROM " + orders.account.account(),
        "GRANT SELECT ON app.half_open TO " + orders.account.account());
    for (String table : List.of("app.closed", "app.half_open")) {
      assertThatThrownBy(() -> granted("SELECT ON " + table))
          .isInstanceOf(ConnectorException.class)
          .hasMessageContaining("'SELECT ON " + table + "'");
      assertThat(orders.connector().present()).doesNotContain(lease.grant());
    }
    orders.admin("DROP TABLE app.closed, app.half_open");
  }

  @Test
  void anothersTableDoesNotStandInTheWayOfAll() throws Exception {
    Lease lee = Leases.of("CREATE ON SCHEMA app");
    try (Connection first = orders.as(orders.connector().provision(lee))) {
      Orders.run(first, "CREATE TABLE app.lees (n int)");
      try (Connection ana = granted("SELECT ON ALL TABLES IN SCHEMA app")) {
        Orders.run(ana, "SELECT * FROM app.lees");
      }
    }
    orders.connector().revoke(lee);
  }

  @Test
  void roleOfThatNameThatIsNotOursIsLeftAlone() throws Exception {
    lease = Leases.of("SELECT ON orders");
    orders.admin("CREATE ROLE " + Leases.name(lease));
    assertThatThrownBy(() -> orders.connector().provision(lease))
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("hoist did not make it");
    orders.admin("DROP ROLE " + Leases.name(lease));
  }

  private static void denied(Connection ana, String sql) {
    assertThatThrownBy(() -> Orders.run(ana, sql)).as(sql).hasMessageContaining(DENIED);
  }
}
