package dev.hoist.postgres.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.embedded.testing.TestPostgres;
import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.spi.Lease;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
@DisplayName("names of any sort are names, and nothing but names")
class HostileNamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "with \"quotes\" and 'quotes'",
        "back\\slash\\",
        "line\nbreak\r\n\t",
        "x\"; DROP TABLE orders; --",
        "%I %L %s %% %1$I",
        "$1 ? :x {d} ${y}",
        "größer 表 🐘 \u202e",
        "sixty-three-bytes-exactly-sixty-three-bytes-exactly-sixty-three",
        "select",
        " ",
      })
  void tableSchemaColumnDatabaseAndKeeper(String name) throws Exception {
    Orders orders = withAll(name);
    String quoted = quoted(name);
    RoleDefinition role =
        new RoleDefinition(
            name,
            "orders-prod",
            Map.of(
                "grants",
                List.of(
                    "SELECT (" + quoted + ") ON " + quoted + "." + quoted,
                    "CREATE ON SCHEMA " + quoted),
                "member_of",
                List.of(quoted(name))));
    Lease lease = Leases.of(role);
    try (Connection ana = orders.as(orders.connector().provision(lease))) {
      assertThat(Orders.ask(ana, "SELECT " + quoted + " FROM " + quoted + "." + quoted))
          .containsExactly("1");
      Orders.run(ana, "CREATE TABLE " + quoted + ".mine (n int)");
    }
    assertThat(orders.connector().revoke(lease).readBack()).contains("absent");
    drop(orders, name);
  }

  /** A database, schema, table, column and role of this name. */
  private static Orders withAll(String name) throws SQLException {
    Orders orders = new Orders(TestPostgres.shared(), TestPostgres.freshDatabase());
    String quoted = quoted(name);
    orders.admin(
        "CREATE SCHEMA " + quoted,
        "CREATE TABLE " + quoted + "." + quoted + " AS SELECT 1 AS " + quoted,
        "CREATE ROLE " + quoted(name));
    try (Connection superuser = orders.superuser()) {
      orders.account.allowSchema(superuser, name);
      orders.account.allowRole(superuser, name, name);
    }
    return orders;
  }

  private static void drop(Orders orders, String name) throws SQLException {
    orders.admin("DROP SCHEMA " + quoted(name) + " CASCADE", "DROP ROLE " + quoted(name));
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
