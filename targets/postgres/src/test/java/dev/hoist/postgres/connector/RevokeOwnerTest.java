package dev.hoist.postgres.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.embedded.testing.TestPostgres;
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

@Tag("slow")
@DisplayName("S07 dropping a role works whatever its holder did, and loses nothing they made")
class RevokeOwnerTest {
  private Orders orders;
  private Lease lease = Leases.of("SELECT ON orders");

  @BeforeEach
  void seed() throws SQLException {
    orders = new Orders();
    lease =
        Leases.of(
            new RoleDefinition(
                "dev",
                "orders-prod",
                Map.of(
                    "grants",
                    List.of(
                        "USAGE, CREATE ON SCHEMA public",
                        "SELECT, REFERENCES ON ALL TABLES IN SCHEMA public",
                        "CREATE, TEMPORARY ON DATABASE " + orders.database))));
  }

  @Test
  @DisplayName("S07 tables, sequences, views, types, functions, schemas and large objects are kept")
  void everyKindOfObjectIsKept() throws Exception {
    made(
        "CREATE TABLE notes AS SELECT 42 AS n",
        "CREATE SEQUENCE mine",
        "CREATE VIEW stuck AS SELECT id FROM orders",
        "CREATE MATERIALIZED VIEW counted AS SELECT count(*) FROM orders",
        "CREATE TYPE mood AS ENUM ('ok')",
        "CREATE DOMAIN small AS int CHECK (VALUE < 9)",
        "CREATE FUNCTION one() RETURNS int LANGUAGE sql RETURN 1",
        "CREATE PROCEDURE nothing() LANGUAGE sql AS ''",
        "CREATE AGGREGATE total (int) (sfunc = int4pl, stype = int)",
        "CREATE SCHEMA anas",
        "CREATE TABLE anas.inner_table (n int)",
        "CREATE FUNCTION anas.two() RETURNS int LANGUAGE sql RETURN 2",
        "SELECT lo_create(4711)",
        "CREATE PUBLICATION told FOR TABLE anas.inner_table",
        "CREATE TEXT SEARCH CONFIGURATION anas.words (COPY = pg_catalog.simple)",
        "CREATE STATISTICS stats ON n, (n + 1) FROM notes",
        "CREATE INDEX by_n ON notes (n)",
        "GRANT SELECT ON notes TO PUBLIC",
        "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC",
        "CREATE TEMPORARY TABLE passing (n int)");
    assertThat(orders.connector().revoke(lease).readBack())
        .contains("absent", "handed over", "notes", orders.account.keeper());
    assertThat(orders.ask("SELECT n FROM notes")).containsExactly("42");
    assertThat(orders.ask("SELECT one() + anas.two()")).containsExactly("3");
    assertThat(ownerOf("notes", "mine", "stuck", "counted", "by_n", "anas.inner_table"))
        .containsOnly(orders.account.keeper());
    assertThat(orders.ask("SELECT lomowner::regrole FROM pg_largeobject_metadata"))
        .containsExactly(orders.account.keeper());
    assertThat(
            orders.ask(
                "SELECT count(*) FROM pg_shdepend WHERE refobjid NOT IN (SELECT oid FROM pg_authid) AND refclassid = 'pg_authid'::regclass"))
        .containsExactly("0");
  }

  @Test
  void aFunctionThatRanWithItsMakersRightsDoesNotRunWithTheKeepers() throws Exception {
    made(
        "CREATE FUNCTION trap() RETURNS text LANGUAGE sql SECURITY DEFINER"
            + " RETURN current_user::text");
    orders.connector().revoke(lease);
    assertThat(orders.ask("SELECT prosecdef FROM pg_proc WHERE proname = 'trap'"))
        .containsExactly("f");
  }

  @Test
  void openTransactionsAndLocksDoNotHoldItUp() throws Exception {
    Login login = orders.connector().provision(lease);
    try (Connection first = orders.as(login);
        Connection second = orders.as(login)) {
      first.setAutoCommit(false);
      Orders.run(first, "CREATE TABLE unfinished (n int)");
      second.setAutoCommit(false);
      // Its own password is all that a role may change of itself; the row stays locked.
      Orders.run(second, "ALTER ROLE CURRENT_USER PASSWORD 'mine'");
      assertThat(orders.connector().revoke(lease).readBack()).contains("absent");
    }
  }

  @Test
  @DisplayName("S07 neither revoking nor preparing waits for a lock that its holder keeps")
  void advisoryLocksDoNotHoldItUp() throws Exception {
    Lease another = Leases.of("SELECT ON orders");
    try (Connection ana = orders.as(orders.connector().provision(lease))) {
      Orders.run(ana, "SELECT pg_advisory_lock(" + Server.OUR_LOCK + ")");
      Thread stubborn = Thread.ofVirtual().start(() -> sleepThroughCancels(ana));
      orders.connector().provision(another);
      assertThat(orders.connector().revoke(another).readBack()).contains("absent");
      assertThat(orders.connector().revoke(lease).readBack()).contains("absent");
      stubborn.join();
    }
    assertThat(orders.connector().present()).doesNotContain(lease.grant(), another.grant());
  }

  private static void sleepThroughCancels(Connection session) {
    assertThatThrownBy(
            () ->
                Orders.run(
                    session,
                    "DO $$BEGIN LOOP BEGIN PERFORM pg_sleep(3600); EXCEPTION WHEN query_canceled"
                        + " THEN NULL; END; END LOOP; END$$"))
        .isInstanceOf(SQLException.class);
  }

  @Test
  void membershipsEnd() throws Exception {
    lease =
        Leases.of(
            new RoleDefinition("admin", "orders-prod", Map.of("member_of", List.of(orders.owner))));
    try (Connection ana = orders.as(orders.connector().provision(lease))) {
      Orders.run(ana, "SET ROLE " + orders.owner);
      Orders.run(ana, "COMMENT ON TABLE orders IS 'seen'");
    }
    assertThat(orders.connector().revoke(lease).readBack()).contains("absent");
  }

  @Test
  @DisplayName("S05 what a lent owner gave the grant's own role is taken back")
  void whatALentOwnerGaveEnds() throws Exception {
    lease =
        Leases.of(
            new RoleDefinition("admin", "orders-prod", Map.of("member_of", List.of(orders.owner))));
    String ana = Leases.name(lease);
    orders.admin("GRANT CREATE ON SCHEMA public TO " + orders.owner);
    made(
        "SET ROLE " + orders.owner,
        "GRANT SELECT ON orders TO " + ana,
        "GRANT UPDATE (state) ON orders TO " + ana + " WITH GRANT OPTION",
        "CREATE POLICY hers ON orders TO " + ana + " USING (true)",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO " + ana,
        "CREATE TABLE given (n int)");
    assertThat(orders.connector().revoke(lease).readBack()).contains("absent");
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
  @DisplayName("S05 what a stranger gave stays a debt that is named")
  void whatAStrangerGaveIsNamed() throws Exception {
    orders.admin("CREATE TABLE theirs (n int)");
    Login login = orders.connector().provision(lease);
    orders.admin(
        "REVOKE ALL ON theirs FROM " + orders.account.account() + " CASCADE",
        "GRANT SELECT ON theirs TO " + login.user());
    assertThatThrownBy(() -> orders.connector().revoke(lease))
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("somebody gave it privileges on table public.theirs");
    orders.admin("DROP TABLE theirs");
    assertThat(orders.connector().revoke(lease).readBack()).contains("absent");
  }

  @Test
  @DisplayName("S15 what was created in a lent role's name is part of ALL, for the next one too")
  void whatALentRoleCreatedCanBeHandedOut() throws Exception {
    Lease owner =
        Leases.of(
            new RoleDefinition("admin", "orders-prod", Map.of("member_of", List.of(orders.owner))));
    orders.admin("GRANT CREATE ON SCHEMA public TO " + orders.owner);
    try (Connection ana = orders.as(orders.connector().provision(owner))) {
      Orders.run(ana, "SET ROLE " + orders.owner);
      Orders.run(ana, "CREATE TABLE fresh (n int)");
    }
    orders.connector().revoke(owner);
    Lease reader = Leases.of("SELECT ON ALL TABLES IN SCHEMA public");
    try (Connection lee = orders.as(orders.connector().provision(reader))) {
      Orders.run(lee, "SELECT * FROM fresh");
    }
    assertThat(orders.connector().revoke(reader).readBack()).contains("absent");
  }

  @Test
  @DisplayName("S05 privileges given beside a lent owner's role, before or after, all end")
  void aLentOwnerDoesNotLeavePrivilegesBehind() throws Exception {
    Lease lent =
        Leases.of(
            new RoleDefinition(
                "admin",
                "orders-prod",
                Map.of("grants", List.of("SELECT ON orders"), "member_of", List.of(orders.owner))));
    Lease before = Leases.of("SELECT ON orders");
    Lease after = Leases.of("SELECT ON orders");
    var connector = orders.connector();
    connector.provision(before);
    connector.provision(lent);
    connector.provision(lent);
    connector.provision(after);
    assertThat(connector.revoke(before).readBack()).contains("absent");
    assertThat(connector.revoke(lent).readBack()).contains("absent");
    assertThat(connector.revoke(after).readBack()).contains("absent");
  }

  @Test
  @DisplayName("S15 what the holder of a lent role makes does not keep others from the rest")
  void aLentRolesTablesDoNotStandInTheWayOfAll() throws Exception {
    lease =
        Leases.of(
            new RoleDefinition("admin", "orders-prod", Map.of("member_of", List.of(orders.owner))));
    orders.admin("GRANT CREATE ON SCHEMA public TO " + orders.owner);
    made("CREATE TABLE hers (n int)");
    Lease reader = Leases.of("SELECT ON ALL TABLES IN SCHEMA public");
    try (Connection lee = orders.as(orders.connector().provision(reader))) {
      Orders.run(lee, "SELECT * FROM orders");
      assertThatThrownBy(() -> Orders.run(lee, "SELECT * FROM hers"))
          .hasMessageContaining("permission denied");
    }
    orders.connector().revoke(reader);
    assertThat(orders.connector().revoke(lease).readBack()).contains("absent", "hers");
  }

  @Test
  void whatItOwnsInAnotherDatabaseIsHandedOverToo() throws Exception {
    String other = TestPostgres.freshDatabase();
    orders.admin(
        "GRANT CREATE ON DATABASE "
            + other
            + " TO "
            + orders.account.account()
            + " WITH GRANT OPTION");
    lease = Leases.of("CREATE ON DATABASE " + other);
    try (Connection ana = orders.as(orders.connector().provision(lease), other)) {
      Orders.run(ana, "CREATE SCHEMA far");
    }
    assertThat(orders.connector().revoke(lease).readBack()).contains("absent", "schema far");
  }

  @Test
  @DisplayName("S05 transactions that it prepared are rolled back, wherever they are")
  void preparedTransactionsAreRolledBack() throws Exception {
    String other = TestPostgres.freshDatabase();
    made(
        "CREATE TABLE later (n int)",
        "BEGIN",
        "INSERT INTO later VALUES (1)",
        "PREPARE TRANSACTION 'two ''phase'");
    try (Connection ana = orders.as(orders.connector().provision(lease), other)) {
      Orders.run(ana, "BEGIN");
      Orders.run(ana, "SELECT 1");
      Orders.run(ana, "PREPARE TRANSACTION 'far'");
    }
    assertThat(orders.connector().revoke(lease).readBack())
        .contains("absent", "rolled back", "'two ''phase'", "'far' in database " + other);
    assertThat(orders.ask("SELECT n FROM later")).isEmpty();
  }

  @Test
  @DisplayName("S05 a prepared change of its own password does not keep its log-in open")
  void preparedPasswordDoesNotKeepTheDoorOpen() throws Exception {
    made("BEGIN", "ALTER ROLE CURRENT_USER PASSWORD 'mine'", "PREPARE TRANSACTION 'foot'");
    assertThat(orders.connector().revoke(lease).readBack()).contains("absent");
  }

  @Test
  void withoutAKeeperTheRoleStaysBarredAndSaysWhatItOwns() throws Exception {
    Login login = orders.connector().provision(lease);
    try (Connection ana = orders.as(login)) {
      Orders.run(ana, "CREATE TABLE notes (n int)");
    }
    var keeperless = orders.withoutKeeper();
    assertThatThrownBy(() -> keeperless.revoke(lease))
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("table public.notes")
        .hasMessageContaining("reassign_to");
    assertThatThrownBy(() -> orders.as(login)).hasMessageContaining("not permitted to log in");
    orders.connector().revoke(lease);
    assertThat(ownerOf("notes")).containsExactly(orders.account.keeper());
  }

  @Test
  void aKeeperWithRightsIsRefused() throws Exception {
    made("CREATE TABLE notes (n int)");
    for (String mighty : List.of(orders.account.account(), "postgres")) {
      assertThatThrownBy(() -> orders.connector(Map.of("reassign_to", mighty)).revoke(lease))
          .isInstanceOf(ConnectorException.class)
          .hasMessageContaining("name a role without any");
    }
    orders.connector().revoke(lease);
  }

  @Test
  @DisplayName("S05 a keeper that may read something is refused, one that grantees give to is not")
  void aKeeperThatWasGivenSomethingIsRefused() throws Exception {
    String keeper = orders.account.keeper();
    made("CREATE TABLE notes (n int)", "GRANT SELECT ON notes TO " + keeper);
    orders.admin("GRANT SELECT (id) ON orders TO " + keeper);
    assertThatThrownBy(() -> orders.connector().revoke(lease))
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("privileges on column id of table public.orders");
    orders.admin(
        "REVOKE SELECT (id) ON orders FROM " + keeper, "GRANT " + orders.owner + " TO " + keeper);
    assertThatThrownBy(() -> orders.connector().revoke(lease))
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("membership in " + orders.owner);
    orders.admin("REVOKE " + orders.owner + " FROM " + keeper);
    assertThat(orders.connector().revoke(lease).readBack()).contains("absent");
  }

  @Test
  @DisplayName("S03 a role that hoist did not make is not removed, whatever its name")
  void aRoleOfThatNameThatIsNotOursIsLeftAlone() throws Exception {
    String name = Leases.name(lease);
    orders.admin(
        "CREATE ROLE " + name + " LOGIN", "GRANT " + name + " TO " + orders.account.account());
    assertThatThrownBy(() -> orders.connector().revoke(lease))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.kind()).isEqualTo(ConnectorException.Kind.REFUSED))
        .hasMessageContaining(name + " is there but hoist did not make it");
    assertThat(orders.ask("SELECT rolcanlogin FROM pg_roles WHERE rolname = '" + name + "'"))
        .containsExactly("t");
    orders.admin("DROP ROLE " + name);
  }

  private void made(String... statements) throws Exception {
    try (Connection ana = orders.as(orders.connector().provision(lease))) {
      for (String statement : statements) {
        Orders.run(ana, statement);
      }
    }
  }

  private List<String> ownerOf(String... relations) throws SQLException {
    return orders.ask(
        "SELECT DISTINCT relowner::regrole FROM pg_class WHERE oid IN ('"
            + String.join("'::regclass, '", relations)
            + "'::regclass)");
  }
}
