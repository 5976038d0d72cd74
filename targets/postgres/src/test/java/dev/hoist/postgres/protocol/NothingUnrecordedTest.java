package dev.hoist.postgres.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.postgres.protocol.testing.Msg;
import dev.hoist.postgres.protocol.testing.Passes;
import dev.hoist.postgres.protocol.testing.Rig;
import dev.hoist.postgres.protocol.testing.ScramServer;
import dev.hoist.spi.Recorded;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each a way to have something done under another statement's entry, or under none. */
class NothingUnrecordedTest {
  private static final byte[] PARSED = Msg.of('1');
  private static final byte[] BOUND = Msg.of('2');
  private static final byte[] SUSPENDED = Msg.of('s');

  /** A portal that is bound in an open transaction and was not executed. */
  private static Rig bound(String portal, String sql, String... values) {
    Rig rig = Rig.relay();
    rig.client(Msg.parse("", sql), Msg.bind(portal, "", values), Msg.sync());
    return rig.target(PARSED, BOUND, Msg.ready('T'));
  }

  private static Rig ran(Rig rig, String sql, String tag) {
    return rig.client(Msg.query(sql)).target(Msg.complete(tag), Msg.ready('T'));
  }

  private static Optional<String> last(Rig rig) {
    return Optional.of(rig.statements().getLast());
  }

  @Test
  @DisplayName("S20 an Execute that was skipped after an error and is sent again is recorded again")
  void skippedAndSentAgain() {
    Rig rig = bound("p", "DELETE FROM t WHERE id = $1", "7");
    rig.client(Msg.parse("", "SELEKT"), Msg.execute("p"), Msg.sync());
    rig.target(Msg.error("ERROR", "42601", "syntax error"), Msg.ready('E'));
    ran(rig, "ROLLBACK TO s", "ROLLBACK");
    rig.client(Msg.execute("p"), Msg.sync());
    Recorded.Statement again = rig.recorded(Recorded.Statement.class).getLast();
    assertThat(again.number()).isEqualTo(3);
    assertThat(again.text()).isEqualTo("DELETE FROM t WHERE id = $1");
    assertThat(again.parameters()).containsExactly(Optional.of("7"));
    rig.target(Msg.complete("DELETE 1"), Msg.ready('T'));
    assertThat(rig.outcomes())
        .containsExactly("1 ERROR 42601: syntax error", "2 ROLLBACK", "3 DELETE 1");
  }

  @Test
  @DisplayName("S20 an Execute sent while the target skips does not use up the portal's entry")
  void skippedWhileSkipping() {
    Rig rig = bound("p", "DELETE FROM t");
    rig.client(Msg.parse("", "SELEKT")).target(Msg.error("ERROR", "42601", "syntax error"));
    rig.client(Msg.execute("p"), Msg.sync()).target(Msg.ready('E'));
    ran(rig, "ROLLBACK TO s", "ROLLBACK");
    rig.client(Msg.execute("p"), Msg.sync()).target(Msg.complete("DELETE 9"), Msg.ready('T'));
    assertThat(rig.outcomes()).containsExactly("2 ROLLBACK", "1 DELETE 9");
  }

  @Test
  @DisplayName("S20 a portal executed again after its end is recorded again")
  void executedTwice() {
    Rig rig = bound("p", "DELETE FROM t");
    rig.client(Msg.execute("p"), Msg.execute("p"), Msg.sync());
    assertThat(rig.statements()).containsExactly("DELETE FROM t", "DELETE FROM t");
    rig.target(Msg.complete("DELETE 1"), Msg.complete("DELETE 0"), Msg.ready('T'));
    rig.client(Msg.execute("p"), Msg.sync()).target(Msg.complete("DELETE 0"), Msg.ready('T'));
    assertThat(rig.outcomes()).containsExactly("1 DELETE 1", "2 DELETE 0", "3 DELETE 0");
  }

  @Test
  @DisplayName("S20 fetches sent ahead of each other each have an entry and an outcome")
  void fetchesSentAhead() {
    Rig rig = bound("p", "SELECT 1");
    rig.client(Msg.execute("p"), Msg.execute("p"), Msg.sync());
    rig.target(Msg.rows(2, 4), SUSPENDED, Msg.rows(1, 4), SUSPENDED, Msg.ready('T'));
    rig.client(Msg.execute("p"), Msg.sync());
    rig.target(Msg.rows(1, 4), Msg.complete("SELECT 1"), Msg.ready('I'));
    assertThat(rig.statements()).hasSize(2);
    assertThat(rig.outcomes()).containsExactly("1 closed after 2 rows", "2 SELECT 1");
  }

  @Test
  @DisplayName("S20 a bound statement stands in the recording before SQL can fetch from its portal")
  void fetchedBySql() {
    Rig rig = bound("p", "DELETE FROM t RETURNING id");
    assertThat(rig.statements()).containsExactly("DELETE FROM t RETURNING id");
    ran(rig, "FETCH ALL FROM p", "FETCH 3").client(Msg.query("COMMIT"));
    rig.target(Msg.complete("COMMIT"), Msg.ready('I'));
    assertThat(rig.outcomes())
        .containsExactly("2 FETCH 3", "3 COMMIT", "1 bound, not executed under this number");
  }

  @Test
  @DisplayName("S20 a statement with a name stands in the recording before SQL can execute it")
  void executedBySql() {
    Rig rig = Rig.relay().client(Msg.parse("a", "DELETE FROM t"), Msg.query("EXECUTE a"));
    assertThat(rig.statements())
        .containsExactly("/* hoist: prepare \"a\" */ DELETE FROM t", "EXECUTE a");
    rig.target(PARSED, Msg.complete("DELETE 3"), Msg.ready('I'));
    assertThat(rig.outcomes()).containsExactly("1 prepared", "2 DELETE 3");
  }

  @Test
  @DisplayName("S20 the statement without a name outlives DEALLOCATE ALL")
  void unnamedOutlivesDeallocateAll() {
    for (String tag : new String[] {"DEALLOCATE ALL", "DISCARD ALL"}) {
      Rig rig = Rig.relay();
      rig.client(Msg.parse("", "DELETE FROM t"), Msg.parse("x", tag), Msg.bind("", "x"));
      rig.client(Msg.execute(""), Msg.of('H'));
      rig.target(PARSED, PARSED, BOUND, Msg.complete(tag));
      rig.client(Msg.bind("", ""), Msg.execute(""));
      assertThat(last(rig)).contains("DELETE FROM t");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DEALLOCATE a",
        "prepare a AS DELETE FROM t",
        "/* /* */ */ DISCARD ALL",
        "DO $$ BEGIN EXECUTE 'DEAL' || 'LOCATE a'; END $$",
        "CALL p()",
        "SELECT 1; DEALLOCATE a",
        "CREATE OR REPLACE FUNCTION pg_temp.f() RETURNS int AS 'x' LANGUAGE sql",
        "EXECUTE b"
      })
  @DisplayName("S20 a Bind sent behind a statement that may redefine its name says so")
  void redefinedInThePipeline(String sql) {
    Rig rig = Rig.relay().client(Msg.parse("a", "SELECT 1"), Msg.sync());
    rig.target(PARSED, Msg.ready('I'));
    rig.client(Msg.parse("", sql), Msg.bind("", ""), Msg.execute(""), Msg.bind("", "a"));
    assertThat(last(rig).orElseThrow()).startsWith("SELECT 1\n/* hoist: as parsed under this");
    Rig simple = Rig.relay().client(Msg.parse("a", "SELECT 1"), Msg.sync());
    simple.target(PARSED, Msg.ready('I')).client(Msg.query(sql), Msg.bind("", "a"));
    assertThat(last(simple).orElseThrow()).startsWith("SELECT 1\n/* hoist: as parsed under this");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SELECT 1", "insert into t values ('ab');", "-- hi\nUPDATE t SET x = 1", "BEGIN"})
  void aBindBehindAnOrdinaryStatementIsCertain(String sql) {
    Rig rig = Rig.relay().client(Msg.parse("a", "SELECT 1"), Msg.sync());
    rig.target(PARSED, Msg.ready('I')).client(Msg.query(sql), Msg.bind("", "a"));
    assertThat(last(rig)).contains("SELECT 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DO", "CALL", "PREPARE", "DEALLOCATE"})
  @DisplayName("S20 what ran may have redefined a name, and the recording says so")
  void redefinedBefore(String tag) {
    Rig rig = Rig.relay().client(Msg.parse("a", "SELECT 1"), Msg.sync());
    rig.target(PARSED, Msg.ready('I'));
    ran(rig, "…", tag).client(Msg.bind("", "a"));
    assertThat(last(rig).orElseThrow()).startsWith("SELECT 1\n/* hoist: as parsed under this");
  }

  @Test
  @DisplayName("S20 a name redefined by a block that failed in the end is doubted all the same")
  void redefinedByAFailure() {
    Rig rig = Rig.relay().client(Msg.parse("a", "SELECT 1"), Msg.sync());
    rig.target(PARSED, Msg.ready('I')).client(Msg.query("DO $$ BEGIN … END $$"));
    rig.target(Msg.error("ERROR", "P0001", "oops"), Msg.ready('I')).client(Msg.bind("", "a"));
    assertThat(last(rig).orElseThrow()).startsWith("SELECT 1\n/* hoist: as parsed under this");
  }

  @Test
  @DisplayName("S20 once the client has brought functions along, any statement casts doubt")
  void redefinedByAFunction() {
    Rig rig = ran(Rig.relay(), "CREATE FUNCTION …", "CREATE FUNCTION");
    rig.client(Msg.parse("a", "SELECT 1"), Msg.sync()).target(PARSED, Msg.ready('T'));
    rig.client(Msg.bind("", "a"), Msg.sync()).target(BOUND, Msg.ready('T'));
    assertThat(last(rig)).contains("SELECT 1");
    ran(rig, "SELECT f()", "SELECT 1").client(Msg.bind("", "a"));
    assertThat(last(rig).orElseThrow()).startsWith("SELECT 1\n/* hoist: as parsed under this");
  }

  @Test
  @DisplayName("S20 a name whose Parse may have failed may be one that SQL prepared")
  void parseThatMayHaveFailed() {
    Rig rig = Rig.relay().client(Msg.parse("a", "SELECT 1"), Msg.sync(), Msg.bind("", "a"));
    assertThat(last(rig).orElseThrow()).startsWith("SELECT 1\n/* hoist: as parsed under this");
  }

  @Test
  @DisplayName("S20 a cursor of SQL's that takes a portal's name does not run under its entry")
  void cursorTakesThePortalsName() {
    Rig rig = bound("c", "SELECT 1");
    ran(rig, "CLOSE c", "CLOSE CURSOR");
    ran(rig, "DECLARE c CURSOR FOR SELECT secrets()", "DECLARE CURSOR");
    rig.client(Msg.execute("c"), Msg.sync());
    assertThat(last(rig).orElseThrow())
        .startsWith("/* hoist: portal \"c\", as bound in statement 1; SQL may have")
        .endsWith("SELECT 1");
    rig.target(Msg.rows(1, 4), SUSPENDED, Msg.ready('T')).client(Msg.execute("c"), Msg.sync());
    rig.target(Msg.complete("SELECT 0"), Msg.ready('I'));
    assertThat(rig.outcomes())
        .containsExactly(
            "2 CLOSE CURSOR",
            "3 DECLARE CURSOR",
            "4 closed after 1 rows",
            "5 SELECT 0",
            "1 bound, not executed under this number");
  }

  @Test
  @DisplayName("S20 a cursor that takes a portal's name in the same pipeline is seen too")
  void cursorTakesThePortalsNameInThePipeline() {
    Rig rig = bound("c", "SELECT 1");
    rig.client(Msg.query("CLOSE c; DECLARE c CURSOR FOR SELECT 2"), Msg.execute("c"));
    assertThat(last(rig).orElseThrow())
        .startsWith("/* hoist: portal \"c\", as bound in statement 1");
  }

  @Test
  @DisplayName("S20 a portal whose Bind may have failed may be a cursor of SQL's")
  void bindThatMayHaveFailed() {
    Rig rig = ran(Rig.relay(), "BEGIN; DECLARE c CURSOR FOR SELECT secrets()", "DECLARE CURSOR");
    rig.client(Msg.parse("", "SELECT 1"), Msg.bind("c", ""), Msg.sync(), Msg.execute("c"));
    assertThat(last(rig).orElseThrow())
        .startsWith("/* hoist: portal \"c\", as bound in statement 2");
  }

  @Test
  @DisplayName("S20 a suspended portal that SQL may have replaced does not go on under its number")
  void suspendedAndReplaced() {
    Rig rig = bound("c", "SELECT 1");
    rig.client(Msg.execute("c"), Msg.sync()).target(Msg.rows(1, 4), SUSPENDED, Msg.ready('T'));
    ran(rig, "DO $$ … $$", "DO").client(Msg.execute("c"));
    assertThat(last(rig).orElseThrow())
        .startsWith("/* hoist: portal \"c\", as bound in statement 1");
  }

  @Test
  @DisplayName("S20 a portal that no Bind opened is recorded as what it is")
  void unknownPortal() {
    Rig rig = Rig.relay().client(Msg.execute("c */ SELECT 1 /*"));
    assertThat(last(rig))
        .contains(
            "/* hoist: cursor \"c\\x20\\x2a/\\x20SELECT\\x201\\x20/\\x2a\", opened by SQL in a"
                + " statement above, or nothing at all */");
  }

  @Test
  @DisplayName("S20 a client that goes on while the target may be skipping or not is cut off")
  void goingOnInDoubt() {
    Rig rig = Rig.relay();
    rig.client(Msg.parse("", "COPY t FROM STDIN"), Msg.bind("", ""), Msg.execute(""));
    rig.target(PARSED, BOUND, Msg.of('G', new byte[3]));
    rig.client(Msg.of('d', new byte[10]), Msg.sync()).target(Msg.error("ERROR", "22P02", "bad"));
    rig.io.takeTarget();
    rig.client(Msg.parse("", "DELETE FROM t"));
    assertThat(rig.io.takeTarget()).isEmpty();
    assertThat(rig.told()).contains("08P01", "where Sync must come");
  }

  @Test
  @DisplayName("S20 a long statement is recorded to its end, whatever pads it")
  void paddedStatements() {
    String sql = "/*" + "x".repeat(900_000) + "*/ DELETE FROM t";
    Rig rig = Rig.relay().client(Msg.query(sql));
    assertThat(last(rig)).contains(sql);
  }

  @Test
  @DisplayName("L03 a long prepared text is recorded once, and then by where it stands")
  void longTextsAreRecordedOnce() {
    String sql = "DELETE FROM t WHERE note = '" + "x".repeat(20_000) + "'";
    Rig rig = Rig.relay().client(Msg.parse("a", sql), Msg.bind("", "a"), Msg.execute(""));
    rig.client(Msg.parse("", sql), Msg.bind("", ""), Msg.execute(""), Msg.execute(""));
    rig.client(Msg.bind("", ""), Msg.execute(""), Msg.sync());
    assertThat(rig.statements()).hasSize(5);
    assertThat(rig.statements().get(0)).endsWith(sql);
    assertThat(rig.statements().get(2)).isEqualTo(sql);
    assertThat(rig.statements().get(1)).hasSizeLessThan(400).endsWith("as in statement 1 */");
    assertThat(rig.statements().get(3)).hasSizeLessThan(400).endsWith("as in statement 3 */");
    assertThat(rig.statements().get(4)).isEqualTo(rig.statements().get(3));
  }

  @Test
  @DisplayName("L03 values that do not fit are told apart by a digest")
  void manyValues() {
    String[] values = new String[300];
    java.util.Arrays.fill(values, "y".repeat(1000));
    Rig rig = Rig.relay().client(Msg.parse("", "SELECT 1"), Msg.bind("", "", values));
    Recorded.Statement statement = rig.recorded(Recorded.Statement.class).getFirst();
    assertThat(statement.truncated()).isTrue();
    assertThat(statement.parameters().getLast().orElseThrow()).contains(" more values, sha256 ");
  }

  @Test
  @DisplayName("S20 a function that is called directly may have redefined a name, too")
  void redefinedByAFunctionCall() {
    Rig rig = ran(Rig.relay(), "CREATE FUNCTION …", "CREATE FUNCTION");
    rig.client(Msg.parse("a", "SELECT 1"), Msg.sync()).target(PARSED, Msg.ready('T'));
    rig.client(Msg.of('F', new byte[10]));
    rig.target(Msg.of('V', new byte[4]), Msg.ready('T')).client(Msg.bind("", "a"));
    assertThat(last(rig).orElseThrow()).startsWith("SELECT 1\n/* hoist: as parsed under this");
  }

  @Test
  @DisplayName("S20 bytes that are no text in the client's encoding are shown all the same")
  void bytesThatAreNoText() {
    Rig rig = Rig.relay();
    byte[] prefix = "DELETE FROM ".getBytes(StandardCharsets.US_ASCII);
    rig.client(Msg.of('Q', Msg.join(prefix, new byte[] {(byte) 0xe1, (byte) 0xe2, 0})));
    assertThat(last(rig).orElseThrow()).startsWith("DELETE FROM \u00e1\u00e2 /* hoist: not all");
  }

  @Test
  @DisplayName("S20 settings that a client begins with stand in the recording")
  void settings() {
    Rig rig = Rig.greeting();
    rig.client(
        Msg.startup(
            Rig.V3, "user", Passes.USER, "database", Passes.TARGET, "search_path", "pg_temp"));
    rig.client(Msg.text('p', Passes.TOKEN)).session.authorized(Passes.granted());
    rig.session.targetConnected();
    rig.io.takeTarget();
    rig.scram(new ScramServer("secret-of-the-role", 4096));
    rig.target(Rig.authentication(0, ""), Msg.of('K', Rig.targetKey()), Msg.ready('I'));
    assertThat(rig.recorded(Recorded.Note.class))
        .containsExactly(new Recorded.Note("began with search_path = pg_temp"));
  }

  @Test
  @DisplayName("S20 code of the client's own that runs at a Bind or a commit may redefine a name")
  void redefinedAtBindOrCommit() {
    Rig rig = ran(Rig.relay(), "CREATE FUNCTION …", "CREATE FUNCTION");
    rig.client(Msg.parse("a", "SELECT 1"), Msg.sync()).target(PARSED, Msg.ready('I'));
    rig.client(Msg.bind("", "a"), Msg.of('H'));
    assertThat(last(rig).orElseThrow()).startsWith("SELECT 1\n/* hoist: as parsed under this");
    Rig bound = ran(Rig.relay(), "CREATE FUNCTION …", "CREATE FUNCTION");
    bound.client(Msg.parse("a", "SELECT 1"), Msg.parse("", "SELECT $1::d"), Msg.of('H'));
    bound.target(PARSED, PARSED).client(Msg.bind("", "", "x"), Msg.of('H')).target(BOUND);
    bound.client(Msg.bind("", "a"));
    assertThat(last(bound).orElseThrow()).startsWith("SELECT 1\n/* hoist: as parsed under this");
  }
}
