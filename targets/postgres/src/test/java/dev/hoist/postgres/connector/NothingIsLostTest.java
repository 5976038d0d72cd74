package dev.hoist.postgres.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.spi.Lease;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;

@Tag("slow")
class NothingIsLostTest {
  /** What a person may do with {@code # } as a number that is new each time. */
  private static final List<String> DEEDS =
      List.of(
          "CREATE TABLE t# AS SELECT # AS n",
          "CREATE TABLE t# (id serial PRIMARY KEY, at timestamptz DEFAULT now())",
          "CREATE TABLE t# (n int) PARTITION BY RANGE (n); CREATE TABLE p# PARTITION OF t# DEFAULT",
          "CREATE VIEW v# AS SELECT # AS n",
          "CREATE MATERIALIZED VIEW m# AS SELECT # AS n",
          "CREATE SEQUENCE s# START #",
          "CREATE TYPE e# AS ENUM ('a', 'b')",
          "CREATE TYPE c# AS (a int, b text)",
          "CREATE DOMAIN d# AS text",
          "CREATE FUNCTION f#() RETURNS int LANGUAGE sql RETURN #",
          "CREATE FUNCTION f#() RETURNS int LANGUAGE sql SECURITY DEFINER RETURN #",
          "CREATE SCHEMA n# CREATE TABLE t# (n int) CREATE VIEW v# AS SELECT * FROM t#",
          "CREATE SCHEMA n#; CREATE FUNCTION n#.f() RETURNS int LANGUAGE sql RETURN #",
          "SELECT lo_create(100000 + #)",
          "CREATE TABLE w# (n int); CREATE PUBLICATION u# FOR TABLE w#",
          "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC",
          "CREATE TABLE g# (n int); GRANT ALL ON g# TO PUBLIC",
          "CREATE TABLE r# (n int); ALTER TABLE r# ENABLE ROW LEVEL SECURITY;"
              + " CREATE POLICY mine ON r# TO CURRENT_USER USING (true)",
          "CREATE TEMPORARY TABLE x# (n int)");

  /** All that is there but temporary things, with what it holds, whoever owns it. */
  private static final String INVENTORY =
      "SELECT format('%s %s.%s', relkind, nspname, relname) FROM pg_class c"
          + " JOIN pg_namespace n ON n.oid = relnamespace"
          + " WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'"
          + " UNION ALL SELECT oid::regprocedure::text FROM pg_proc WHERE oid >= 16384"
          + " UNION ALL SELECT oid::regtype::text FROM pg_type"
          + " WHERE oid >= 16384 AND typnamespace::regnamespace::text !~ '^pg_'"
          + " UNION ALL SELECT oid::text FROM pg_largeobject_metadata"
          + " UNION ALL SELECT pubname FROM pg_publication"
          + " UNION ALL SELECT nspname::text FROM pg_namespace WHERE nspname !~ '^pg_'"
          + " UNION ALL SELECT query_to_xml(format('TABLE %s', oid::regclass), true, true, '')::text"
          + " FROM pg_class WHERE relkind = 'm' OR relkind = 'r' AND oid >= 16384"
          + " AND relnamespace::regnamespace::text !~ '^pg_' ORDER BY 1";

  @Provide
  Arbitrary<List<String>> deeds() {
    return Arbitraries.of(DEEDS).list().ofMinSize(1).ofMaxSize(12);
  }

  @Property(tries = 15, shrinking = ShrinkingMode.OFF)
  @Label("S07 whatever someone made, in whatever order, is all there when their role is gone")
  void nothingIsLost(@ForAll("deeds") List<String> deeds) throws Exception {
    Orders orders = Shared.ORDERS;
    Lease lease =
        Leases.of(
            "USAGE, CREATE ON SCHEMA public", "CREATE, TEMPORARY ON DATABASE " + orders.database);
    List<Connection> sessions = new ArrayList<>();
    var login = orders.connector().provision(lease);
    for (String deed : deeds) {
      Connection session = orders.as(login);
      sessions.add(session);
      Orders.run(session, deed.replace("#", Integer.toString(++Shared.number)));
      if (sessions.size() > 5) {
        sessions.removeFirst().close();
      }
    }
    List<String> before = orders.ask(INVENTORY);
    orders.connector().revoke(lease);
    assertThat(orders.ask(INVENTORY)).isEqualTo(before);
    for (Connection session : sessions) {
      session.close();
    }
  }

  /** One target for all tries: what earlier ones left behind belongs to the keeper. */
  private static final class Shared {
    static final Orders ORDERS = make();
    static int number;

    private static Orders make() {
      try {
        return new Orders();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
