package dev.hoist.postgres.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.hoist.embedded.EmbeddedPostgres;
import dev.hoist.embedded.testing.TestPostgres;
import dev.hoist.postgres.protocol.testing.Msg;
import dev.hoist.postgres.protocol.testing.Passes;
import dev.hoist.postgres.protocol.testing.RawClient;
import dev.hoist.postgres.protocol.testing.SocketGateway;
import dev.hoist.spi.Recorded;
import java.io.IOException;
import java.nio.charset.Charset;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client could try to have done unseen, done to a real server. */
@Tag("slow")
class HonestRecordingTest {
  private static final EmbeddedPostgres SERVER = TestPostgres.shared();

  private final String database = TestPostgres.freshDatabase();
  private final SocketGateway gateway =
      new SocketGateway(
          new Passes(SERVER.superuser(), SERVER.password().reveal()), SERVER.port(), database);
  private RawClient client;

  @BeforeEach
  void seed() throws SQLException, IOException {
    try (Connection direct = SERVER.connect(database);
        Statement statement = direct.createStatement()) {
      statement.execute("CREATE TABLE t(id int)");
      statement.execute("INSERT INTO t SELECT generate_series(1, 10)");
    }
    client = new RawClient(gateway.port());
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    gateway.close();
  }

  private List<String> statements() {
    return gateway.recorded().stream()
        .filter(Recorded.Statement.class::isInstance)
        .map(it -> ((Recorded.Statement) it).text())
        .toList();
  }

  private List<String> outcomes() {
    return gateway.recorded().stream()
        .filter(Recorded.Outcome.class::isInstance)
        .map(Recorded.Outcome.class::cast)
        .map(it -> it.number() + " " + it.outcome())
        .toList();
  }

  @Test
  @DisplayName("S20 an Execute sent again after ROLLBACK TO runs, and is recorded again")
  void sentAgainAfterRollbackTo() throws IOException {
    client.ask(Msg.query("BEGIN"));
    client.ask(Msg.parse("", "DELETE FROM t WHERE id = $1"), Msg.bind("p", "", "7"), Msg.sync());
    client.ask(Msg.query("SAVEPOINT s"));
    assertThat(client.ask(Msg.parse("", "SELEKT"), Msg.execute("p"), Msg.sync()))
        .containsExactly("42601");
    client.ask(Msg.query("ROLLBACK TO s"));
    assertThat(client.ask(Msg.execute("p"), Msg.sync())).containsExactly("DELETE 1");
    assertThat(statements().getLast()).isEqualTo("DELETE FROM t WHERE id = $1");
    assertThat(outcomes()).endsWith("4 ROLLBACK", "5 DELETE 1");
  }

  @Test
  @DisplayName("S20 a SQL cursor under a portal's name runs, and is not recorded as the portal")
  void cursorUnderThePortalsName() throws IOException {
    client.ask(Msg.query("BEGIN"));
    client.ask(Msg.parse("", "SELECT 1"), Msg.bind("c", ""), Msg.sync());
    assertThat(
            client.ask(
                Msg.query("CLOSE c; DECLARE c CURSOR FOR SELECT 42"), Msg.execute("c"), Msg.sync()))
        .containsExactly("CLOSE CURSOR", "DECLARE CURSOR");
    assertThat(client.hear()).containsExactly("42", "SELECT 1");
    assertThat(statements().getLast())
        .isEqualTo(
            "/* hoist: portal \"c\", as bound in statement 2; SQL may have opened or closed cursors"
                + " since */\nSELECT 1");
  }

  @Test
  @DisplayName("S20 a cursor opened by a block under a portal's name is not recorded as the portal")
  void cursorOpenedByABlock() throws IOException {
    client.ask(Msg.query("BEGIN"));
    client.ask(Msg.parse("", "SELECT 1"), Msg.bind("c", ""), Msg.sync());
    String block = "DO $$ DECLARE c refcursor := 'c'; BEGIN CLOSE c; OPEN c FOR SELECT 42; END $$";
    assertThat(client.ask(Msg.query(block))).containsExactly("DO");
    assertThat(client.ask(Msg.execute("c"), Msg.sync())).containsExactly("42", "SELECT 1");
    assertThat(statements().getLast())
        .startsWith("/* hoist: portal \"c\", as bound in statement 2");
  }

  @Test
  @DisplayName("S20 a cursor that no Bind opened can be executed, and is recorded as what it is")
  void unknownCursor() throws IOException {
    client.ask(Msg.query("BEGIN; DECLARE c CURSOR FOR SELECT 42"));
    assertThat(client.ask(Msg.execute("c"), Msg.sync())).containsExactly("42", "SELECT 1");
    assertThat(statements().getLast()).startsWith("/* hoist: cursor \"c\", opened by SQL");
  }

  @Test
  @DisplayName("S20 a name redefined in the same pipeline runs as redefined, with a mark of doubt")
  void redefinedInThePipeline() throws IOException {
    client.ask(Msg.parse("a", "SELECT 1"), Msg.sync());
    List<String> heard =
        client.ask(
            Msg.parse("", "DEALLOCATE a"),
            Msg.bind("", ""),
            Msg.execute(""),
            Msg.parse("", "PREPARE a AS SELECT 42"),
            Msg.bind("", ""),
            Msg.execute(""),
            Msg.bind("", "a"),
            Msg.execute(""),
            Msg.sync());
    assertThat(heard).containsExactly("DEALLOCATE", "PREPARE", "42", "SELECT 1");
    assertThat(statements().getLast())
        .startsWith("SELECT 1\n/* hoist: as parsed under this name; SQL may have prepared");
  }

  @Test
  @DisplayName("S20 a name redefined by a block that fails stays redefined, and is doubted")
  void redefinedByAFailingBlock() throws IOException {
    client.ask(Msg.parse("a", "SELECT 1"), Msg.sync());
    String block =
        "DO $$ BEGIN EXECUTE 'DEALLOCATE a'; EXECUTE 'PREPARE a AS SELECT 42';"
            + " RAISE 'oops'; END $$";
    assertThat(client.ask(Msg.query(block))).containsExactly("P0001");
    assertThat(client.ask(Msg.bind("", "a"), Msg.execute(""), Msg.sync()))
        .containsExactly("42", "SELECT 1");
    assertThat(statements().getLast()).startsWith("SELECT 1\n/* hoist: as parsed under this name");
  }

  @Test
  @DisplayName("S20 a name redefined by a function that the client brought along is doubted")
  void redefinedByAFunction() throws IOException {
    client.ask(Msg.parse("a", "SELECT 1"), Msg.sync());
    client.ask(
        Msg.query(
            "CREATE FUNCTION pg_temp.f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN"
                + " EXECUTE 'DEALLOCATE a'; EXECUTE 'PREPARE a AS SELECT 42'; END $$"));
    client.ask(Msg.query("SELECT pg_temp.f()"));
    assertThat(client.ask(Msg.bind("", "a"), Msg.execute(""), Msg.sync()))
        .containsExactly("42", "SELECT 1");
    assertThat(statements().getLast()).startsWith("SELECT 1\n/* hoist: as parsed under this name");
  }

  @Test
  @DisplayName("S20 a name taken by SQL before it is parsed runs as SQL's, with a mark of doubt")
  void parseOfATakenName() throws IOException {
    client.ask(Msg.query("PREPARE a AS SELECT 42"));
    List<String> heard =
        client.ask(
            Msg.parse("a", "SELECT 1"), Msg.sync(), Msg.bind("", "a"), Msg.execute(""), Msg.sync());
    assertThat(heard).containsExactly("42P05");
    assertThat(client.hear()).containsExactly("42", "SELECT 1");
    assertThat(statements().getLast()).startsWith("SELECT 1\n/* hoist: as parsed under this name");
  }

  @Test
  @DisplayName("S20 the statement without a name outlives DEALLOCATE ALL, with its text")
  void unnamedOutlivesDeallocateAll() throws IOException {
    client.ask(Msg.parse("x", "DEALLOCATE ALL"), Msg.parse("", "DELETE FROM t"), Msg.sync());
    client.ask(Msg.bind("", "x"), Msg.execute(""), Msg.sync());
    assertThat(client.ask(Msg.bind("", ""), Msg.execute(""), Msg.sync()))
        .containsExactly("DELETE 10");
    assertThat(statements().getLast()).isEqualTo("DELETE FROM t");
  }

  @Test
  @DisplayName("S20 what SQL fetches from a portal was recorded when the portal was bound")
  void fetchFromAPortal() throws IOException {
    client.ask(Msg.query("BEGIN"));
    client.ask(Msg.parse("", "DELETE FROM t RETURNING 1"), Msg.bind("p", ""), Msg.sync());
    assertThat(client.ask(Msg.query("FETCH 1 FROM p"))).containsExactly("1", "FETCH 1");
    assertThat(statements())
        .containsExactly("BEGIN", "DELETE FROM t RETURNING 1", "FETCH 1 FROM p");
  }

  @Test
  @DisplayName("S20 what SQL executes by name was recorded when it was parsed")
  void executeByName() throws IOException {
    client.ask(Msg.parse("a", "DELETE FROM t"), Msg.sync());
    assertThat(client.ask(Msg.query("EXECUTE a"))).containsExactly("DELETE 10");
    assertThat(statements())
        .containsExactly("/* hoist: prepare \"a\" */ DELETE FROM t", "EXECUTE a");
  }

  @Test
  @DisplayName("S20 what a Bind alone sets off is recorded")
  void bindAloneRuns() throws IOException {
    client.ask(
        Msg.query(
            "CREATE FUNCTION pg_temp.f(text) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN"
                + " DELETE FROM t; RETURN true; END $$;"
                + " CREATE DOMAIN pg_temp.d AS text CHECK (pg_temp.f(VALUE))"));
    client.ask(Msg.parse("", "SELECT $1::pg_temp.d"), Msg.bind("", "", "set off"), Msg.sync());
    assertThat(client.ask(Msg.query("SELECT count(*) FROM t"))).containsExactly("0", "SELECT 1");
    assertThat(statements()).contains("SELECT $1::pg_temp.d");
  }

  @Test
  @DisplayName("S20 fetching on after other work goes on under the portal's number")
  void fetchingOn() throws IOException {
    client.ask(Msg.query("BEGIN"));
    client.ask(Msg.parse("", "SELECT id FROM t ORDER BY 1"), Msg.bind("p", ""), Msg.sync());
    byte[] four = Msg.of('E', new byte[] {'p', 0, 0, 0, 0, 4});
    assertThat(client.ask(four, Msg.sync())).endsWith("4", "…");
    client.ask(Msg.query("UPDATE t SET id = id WHERE id = 1"));
    assertThat(client.ask(four, Msg.sync())).endsWith("8", "…");
    assertThat(client.ask(four, Msg.sync())).endsWith("10", "SELECT 2");
    assertThat(statements()).hasSize(3);
    assertThat(outcomes()).endsWith("3 UPDATE 1", "2 SELECT 2");
  }

  @Test
  @DisplayName("S20 what comes behind something like a password runs, and is shown")
  void behindAPassword() throws IOException {
    client.ask(Msg.query("CREATE TEMP TABLE u AS SELECT 'x' AS password"));
    assertThat(client.ask(Msg.query("SELECT password = '\\' FROM u; DELETE FROM t")))
        .containsExactly("f", "SELECT 1", "DELETE 10");
    assertThat(statements().getLast()).isEqualTo("SELECT password = '\\' FROM u; DELETE FROM t");
    client.ask(Msg.query("INSERT INTO t VALUES (1)"));
    client.ask(Msg.query("SET standard_conforming_strings = off"));
    // All of it a password now, of a role that is not there.
    assertThat(client.ask(Msg.query("ALTER ROLE nobody_here PASSWORD '\\'; DELETE FROM t --'")))
        .containsExactly("42704");
    assertThat(statements().getLast()).isEqualTo("ALTER ROLE nobody_here PASSWORD ***");
    assertThat(client.ask(Msg.query("SELECT count(*) FROM t"))).startsWith("1");
  }

  @Test
  @DisplayName("S20 S23 a password is refused where triggers of messages before it could run it")
  void triggersBeforeAPassword() throws IOException {
    client.ask(
        Msg.query(
            "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN EXECUTE"
                + " substring(current_query() from '<(.*)>'); RETURN NULL; END $$"));
    client.ask(
        Msg.query(
            "CREATE CONSTRAINT TRIGGER x AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED FOR EACH"
                + " ROW EXECUTE FUNCTION f()"));
    assertThatIOException()
        .isThrownBy(
            () ->
                client.ask(
                    Msg.parse("", "INSERT INTO t VALUES (11)"),
                    Msg.bind("", ""),
                    Msg.execute(""),
                    Msg.query("ALTER ROLE current_user PASSWORD '<DELETE FROM t WHERE id < 9>'")));
    assertThat(statements()).noneMatch(it -> it.contains("PASSWORD"));
    client = new RawClient(gateway.port());
    assertThat(client.ask(Msg.query("SELECT count(*) FROM t"))).startsWith("10");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DEALLOCATE a",
        "DO $$ BEGIN EXECUTE 'DEALLOCATE a'; END $$",
        "PREPARE b AS SELECT 1",
      })
  @DisplayName("S20 what SQL's EXECUTE runs of what was parsed casts doubt on names as well")
  void executedIndirectly(String sql) throws IOException {
    client.ask(Msg.parse("a", "SELECT 1"), Msg.parse("x", sql), Msg.sync());
    client.ask(Msg.query("EXECUTE x"));
    client.ask(Msg.bind("", "a"), Msg.execute(""), Msg.sync());
    assertThat(statements().getLast()).startsWith("SELECT 1\n/* hoist: as parsed under this name");
  }

  @Test
  @DisplayName("S20 names in whatever encoding a client takes are recorded as they are")
  void encodings() throws IOException {
    client.ask(Msg.query("SET client_encoding = WIN866"));
    byte[] cyrillic = "SELECT 1 AS \u0434\u0430\0".getBytes(Charset.forName("IBM866"));
    assertThat(client.ask(Msg.of('Q', cyrillic))).containsExactly("1", "SELECT 1");
    assertThat(statements().getLast()).isEqualTo("SELECT 1 AS \u0434\u0430");
  }

  @Test
  @DisplayName("S20 a name redefined by a Bind alone, through a domain, is doubted")
  void redefinedByABind() throws IOException {
    client.ask(
        Msg.query(
            "CREATE FUNCTION pg_temp.f(text) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN"
                + " EXECUTE 'DEALLOCATE a'; EXECUTE 'PREPARE a AS SELECT 42'; RETURN true; END $$;"
                + " CREATE DOMAIN pg_temp.d AS text CHECK (pg_temp.f(VALUE))"));
    client.ask(Msg.parse("a", "SELECT 1"), Msg.sync());
    client.ask(Msg.parse("", "SELECT $1::pg_temp.d"), Msg.bind("", "", "x"), Msg.sync());
    assertThat(client.ask(Msg.bind("", "a"), Msg.execute(""), Msg.sync()))
        .containsExactly("42", "SELECT 1");
    assertThat(statements().getLast()).startsWith("SELECT 1\n/* hoist: as parsed under this name");
  }
}
