package dev.hoist.postgres.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.embedded.EmbeddedPostgres;
import dev.hoist.embedded.testing.TestFolders;
import dev.hoist.kernel.session.Login;
import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.spi.ConnectorException;
import dev.hoist.spi.Lease;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On a server whose lock table is as small as it can be, so that a few thousand things fill it. */
@Tag("slow")
@DisplayName("S05 S07 however many things a role leaves behind, it ends and none is lost")
class ManyObjectsTest {
  private static final Path FOLDER = TestFolders.create();
  private static EmbeddedPostgres server;
  private static int number;

  private Orders orders;
  private Lease lease;
  private @Nullable Login login;

  @BeforeAll
  static void start() {
    server =
        EmbeddedPostgres.start(
            new EmbeddedPostgres.Settings(
                FOLDER.resolve("store"),
                FOLDER.resolve("store.password"),
                OptionalInt.empty(),
                Map.of(
                    "fsync", "off",
                    "full_page_writes", "off",
                    "max_connections", "20",
                    "max_locks_per_transaction", "10")));
  }

  @AfterAll
  static void stop() {
    server.close();
    TestFolders.delete(FOLDER);
  }

  @BeforeEach
  void seed() throws SQLException {
    String database = "many_" + ++number;
    server.createDatabase(database);
    orders = new Orders(server, database);
    lease =
        Leases.of(
            new RoleDefinition(
                "dev",
                "orders-prod",
                Map.of(
                    "grants",
                    List.of("USAGE, CREATE ON SCHEMA public", "CREATE ON DATABASE " + database))));
  }

  @Test
  void tables() throws Exception {
    made("CREATE TABLE t%s ()", 5_000);
    made(
        "CREATE TABLE s%s (id serial PRIMARY KEY, n int GENERATED ALWAYS AS IDENTITY, x text)",
        300);
    assertThat(orders.connector().revoke(lease).readBack())
        .contains("absent", "handed over", "and 5880 more -> ");
    assertThat(
            orders.ask(
                "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relowner = '"
                    + orders.account.keeper()
                    + "'::regrole"))
        .containsExactly("5300");
  }

  @Test
  void oneThingThatNeedsAllLocksIsADebtThatIsNamedAndDoesNotTakeThem() throws Exception {
    made("CREATE TABLE t (n int)", 1);
    made("CREATE INDEX t%s ON t (n)", 150);
    assertThatThrownBy(() -> orders.connector().revoke(lease))
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("public.t, with 150 indexes and sequences")
        .hasMessageContaining("max_locks_per_transaction");
    assertThatThrownBy(() -> orders.as(login())).hasMessageContaining("not permitted to log in");
    for (int i = 1; i <= 60; i++) {
      orders.admin("DROP INDEX t" + i);
    }
    assertThat(orders.connector().revoke(lease).readBack()).contains("absent", "table public.t");
  }

  @Test
  void otherThings() throws Exception {
    made("CREATE SCHEMA \"schema %s\"", 300);
    made("CREATE VIEW \"schema %s\".\"a \"\" view; $$ ?\" AS SELECT 1 AS n", 300);
    made("CREATE FUNCTION f%s() RETURNS text LANGUAGE sql SECURITY DEFINER RETURN user", 3_000);
    made("CREATE AGGREGATE a%s (int) (sfunc = int4pl, stype = int)", 300);
    made("CREATE PROCEDURE p%s(INOUT n int) LANGUAGE sql AS ''SELECT 1''", 300);
    made("CREATE DOMAIN d%s AS int", 300);
    made("CREATE TYPE e%s AS ENUM ()", 300);
    made("CREATE TYPE c%s AS (n int)", 300);
    made("CREATE TYPE r%s AS RANGE (subtype = int)", 300);
    made("CREATE SEQUENCE q%s", 300);
    made("CREATE MATERIALIZED VIEW m%s AS SELECT 1 AS n", 300);
    made("PERFORM lo_create(0)", 3_000);
    assertThat(orders.connector().revoke(lease).readBack()).contains("absent");
    assertThat(orders.ask("SELECT count(*) FROM pg_proc WHERE prosecdef AND oid >= 16384"))
        .containsExactly("0");
    assertThat(
            orders.ask(
                "SELECT count(*) FROM pg_largeobject_metadata WHERE lomowner = '"
                    + orders.account.keeper()
                    + "'::regrole"))
        .containsExactly("3000");
  }

  @Test
  void policiesAndDefaultPrivileges() throws Exception {
    made("CREATE TABLE t%s ()", 3_000);
    made("CREATE POLICY hers ON t%1$s TO CURRENT_USER", 3_000);
    made("CREATE SCHEMA s%s", 3_000);
    made("ALTER DEFAULT PRIVILEGES IN SCHEMA s%s GRANT SELECT ON TABLES TO PUBLIC", 3_000);
    assertThat(orders.connector().revoke(lease).readBack()).contains("absent");
    assertThat(orders.ask("SELECT count(*) FROM pg_policy")).containsExactly("0");
  }

  @Test
  void privilegesAndPoliciesThatALentOwnerGave() throws Exception {
    lease =
        Leases.of(
            new RoleDefinition("admin", "orders-prod", Map.of("member_of", List.of(orders.owner))));
    orders.admin("GRANT CREATE ON SCHEMA public TO " + orders.owner);
    String ana = Leases.name(lease);
    made("SET ROLE " + orders.owner, "CREATE TABLE t%s ()", 3_000);
    made("SET ROLE " + orders.owner, "GRANT SELECT ON t%s TO " + ana, 3_000);
    made("SET ROLE " + orders.owner, "CREATE POLICY hers ON t%s TO " + ana, 1_500);
    made("SET ROLE " + orders.owner, "CREATE POLICY p%s ON orders TO pg_monitor, " + ana, 1_500);
    assertThat(orders.connector().revoke(lease).readBack()).contains("absent");
    assertThat(orders.ask("SELECT DISTINCT polroles::regrole[]::text FROM pg_policy"))
        .containsExactly("{pg_monitor}");
  }

  @Test
  void whatWasDoneStaysDone() throws Exception {
    made("CREATE TABLE t%s ()", 1_000);
    orders.admin("CREATE SCHEMA closed");
    try (Connection ana = orders.as(login())) {
      Orders.run(ana, "CREATE TABLE late ()");
    }
    orders.admin("ALTER TABLE late SET SCHEMA closed");
    assertThatThrownBy(() -> orders.connector().revoke(lease))
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("permission denied for schema closed");
    assertThat(
            orders.ask(
                "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relowner = '"
                    + orders.account.keeper()
                    + "'::regrole"))
        .containsExactly("1000");
    orders.admin("GRANT CREATE, USAGE ON SCHEMA closed TO " + orders.account.keeper());
    assertThat(orders.connector().revoke(lease).readBack()).contains("absent", "closed.late");
  }

  private Login login() throws Exception {
    if (login == null) {
      login = orders.connector().provision(lease);
    }
    return login;
  }

  private void made(String template, int count) throws Exception {
    made("SELECT 1", template, count);
  }

  /** In transactions that the small lock table can hold. */
  private void made(String first, String template, int count) throws Exception {
    String deed =
        template.startsWith("PERFORM") ? template : "EXECUTE format('" + template + "', i)";
    try (Connection ana = orders.as(login())) {
      Orders.run(ana, first);
      for (int from = 0; from < count; from += 50) {
        Orders.run(
            ana,
            "DO $do$ BEGIN FOR i IN %d..%d LOOP %s; END LOOP; END $do$"
                .formatted(from + 1, Math.min(from + 50, count), deed));
      }
    }
  }
}
