package dev.hoist.postgres.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.postgres.protocol.testing.Msg;
import dev.hoist.postgres.protocol.testing.Rig;
import dev.hoist.spi.Recorded;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RelayTest {
  private static final byte[] PARSED = Msg.of('1');
  private static final byte[] BOUND = Msg.of('2');
  private static final byte[] COPY_IN = Msg.of('G', new byte[3]);

  @Test
  void whatComesGoesThroughUnchanged() {
    Rig rig = Rig.relay();
    byte[] asked = Msg.query("SELECT 1");
    byte[] answered =
        Msg.join(
            Msg.of('T', new byte[2]), Msg.rows(1, 9), Msg.complete("SELECT 1"), Msg.ready('I'));
    assertThat(rig.client(asked).io.takeTarget()).isEqualTo(asked);
    assertThat(rig.target(answered).io.takeClient()).isEqualTo(answered);
    assertThat(rig.statements()).containsExactly("SELECT 1");
    assertThat(rig.recorded(Recorded.Outcome.class))
        .containsExactly(new Recorded.Outcome(1, true, "SELECT 1", 1, 14));
  }

  @Test
  @DisplayName("S20 a statement that cannot be recorded is not forwarded")
  void unrecordedStatementsDoNotPass() {
    Rig rig = Rig.relay();
    rig.io.failRecording();
    rig.client(Msg.sync(), Msg.query("DROP TABLE t"));
    assertThat(rig.io.takeTarget()).isEmpty();
    assertThat(rig.ended()).isTrue();
    assertThat(rig.told()).contains("58030", "cannot be recorded");
  }

  @Test
  @DisplayName("S20 when an outcome cannot be recorded, the rest is not forwarded either")
  void unrecordedOutcomesEndIt() {
    Rig rig = Rig.relay().client(Msg.query("SELECT 1"));
    rig.io.failRecording();
    rig.target(Msg.complete("SELECT 1"), Msg.ready('I'));
    assertThat(rig.ended()).isTrue();
    assertThat(rig.told()).startsWith("E").contains("58030");
  }

  @Test
  @DisplayName("L03 S20 when the recording is full, the session ends, says so, and tells how")
  void aFullRecordingEndsIt() {
    Rig rig = Rig.relay().client(Msg.query("SELECT 1"));
    rig.io.takeTarget();
    rig.io.fillRecording();
    rig.client(Msg.query("DROP TABLE t"));
    assertThat(rig.io.takeTarget()).isEmpty();
    assertThat(rig.told()).contains("54000", "recording is full", "Connect again");
    assertThat(rig.outcomes()).containsExactly("1 unknown: its recording is full");
  }

  @Test
  void aMessageIsForwardedWhenItIsComplete() {
    Rig rig = Rig.relay();
    byte[] query = Msg.query("SELECT 1");
    for (byte b : Arrays.copyOf(query, query.length - 1)) {
      rig.client(new byte[] {b});
      assertThat(rig.io.takeTarget()).isEmpty();
      assertThat(rig.statements()).isEmpty();
    }
    rig.client(new byte[] {0});
    assertThat(rig.io.takeTarget()).isEqualTo(query);
  }

  @Test
  void longRowsPassInPartsWithoutBeingHeld() {
    Rig rig = Rig.relay().client(Msg.query("SELECT 1"));
    rig.target(Msg.of('T', new byte[2]));
    byte[] row = Msg.of('D', new byte[1_000_000]);
    rig.io.takeClient();
    rig.target(Arrays.copyOf(row, 20_000));
    assertThat(rig.io.takeClient()).hasSize(20_000);
  }

  @Test
  @DisplayName("S17 a message longer than the limit is not taken")
  void tooLongIsRefused() {
    Rig rig = Rig.relay().client(new byte[] {'Q', 0x00, 0x20, 0, 0});
    assertThat(rig.told()).contains("54000", "1048576");
  }

  @Test
  void outcomesFindTheirStatementsUnderPipelining() {
    Rig rig = Rig.relay();
    rig.client(Msg.parse("a", "SELECT 1"), Msg.bind("", "a", "x"), Msg.execute(""));
    rig.client(Msg.bind("", "a", "y"), Msg.execute(""), Msg.sync(), Msg.query("SELECT 2"));
    rig.target(PARSED, BOUND, Msg.rows(3, 4), Msg.complete("SELECT 3"));
    rig.target(BOUND, Msg.complete("SELECT 0"), Msg.ready('I'));
    rig.target(Msg.of('T', new byte[2]), Msg.rows(1, 4), Msg.complete("SELECT 1"), Msg.ready('I'));
    assertThat(rig.ended()).isFalse();
    assertThat(rig.statements())
        .containsExactly("/* hoist: prepare \"a\" */ SELECT 1", "SELECT 1", "SELECT 1", "SELECT 2");
    assertThat(rig.recorded(Recorded.Statement.class).get(2).parameters())
        .containsExactly(Optional.of("y"));
    assertThat(rig.outcomes())
        .containsExactly("1 prepared", "2 SELECT 3", "3 SELECT 0", "4 SELECT 1");
  }

  @Test
  void anErrorSkipsToTheNextSync() {
    Rig rig = Rig.relay();
    rig.client(Msg.parse("", "SELEKT"), Msg.bind("", ""), Msg.execute(""));
    rig.target(Msg.error("ERROR", "42601", "syntax error"));
    rig.client(Msg.bind("", ""), Msg.execute(""), Msg.query("SELECT 3"), Msg.sync());
    rig.client(Msg.query("SELECT 4"));
    rig.target(Msg.ready('I'), Msg.complete("SELECT 1"), Msg.ready('I'));
    assertThat(rig.ended()).isFalse();
    assertThat(rig.outcomes())
        .containsExactly(
            "1 ERROR 42601: syntax error",
            "2 skipped after an error",
            "3 skipped after an error",
            "4 SELECT 1");
  }

  @Test
  void aStatementThatCouldNotEvenBePreparedIsNoted() {
    Rig rig = Rig.relay().client(Msg.parse("", "SELEKT"), Msg.sync());
    rig.target(Msg.error("ERROR", "42601", "syntax error"), Msg.ready('I'));
    assertThat(rig.recorded(Recorded.Note.class))
        .containsExactly(new Recorded.Note("could not prepare: SELEKT: ERROR 42601: syntax error"));
  }

  @Test
  @DisplayName("S18 a Parse that fails does not change what the recording shows for its name")
  void namesCannotBeSpoofed() {
    Rig rig = Rig.relay().client(Msg.parse("a", "DROP TABLE t"), Msg.sync());
    rig.target(PARSED, Msg.ready('I'));
    rig.client(Msg.parse("a", "SELECT 1"), Msg.sync());
    rig.client(Msg.bind("", "a"), Msg.execute(""), Msg.sync());
    assertThat(rig.statements().getLast()).contains("DROP TABLE t").contains("SELECT 1");
    rig.target(Msg.error("ERROR", "42P05", "exists"), Msg.ready('I'), BOUND);
    rig.target(Msg.complete("DROP TABLE"), Msg.ready('I'));
    rig.client(Msg.bind("", "a"), Msg.execute(""), Msg.sync());
    assertThat(rig.statements().getLast()).isEqualTo("DROP TABLE t");
    assertThat(rig.ended()).isFalse();
  }

  @Test
  @DisplayName("S18 names that PostgreSQL would cut to the same name are refused")
  void longNamesAreRefused() {
    assertThat(Rig.relay().client(Msg.parse("x".repeat(64), "SELECT 1")).told()).contains("42622");
  }

  @Test
  @DisplayName("S18 the text that is recorded is all of the text that runs")
  void textsMayNotHoldZeroBytes() {
    Rig rig = Rig.relay().client(Msg.query("SELECT 1\0; DROP TABLE t"));
    assertThat(rig.io.takeTarget()).isEmpty();
    assertThat(rig.ended()).isTrue();
  }

  @Test
  void aNameThatSqlMayHaveChangedSaysSo() {
    Rig rig = Rig.relay().client(Msg.parse("a", "SELECT 1"), Msg.sync());
    rig.target(PARSED, Msg.ready('I')).client(Msg.query("DEALLOCATE a"));
    rig.target(Msg.complete("DEALLOCATE"), Msg.ready('I'));
    rig.client(Msg.bind("", "a"), Msg.execute(""), Msg.bind("", "b"), Msg.execute(""));
    assertThat(rig.statements().get(2)).startsWith("SELECT 1\n/* hoist: as parsed");
    assertThat(rig.statements().get(3)).contains("\"b\", prepared by SQL");
  }

  @Test
  void typesLearntByDescribeMakeBinaryValuesReadable() {
    Rig rig = Rig.relay();
    rig.client(Msg.parse("a", "SELECT $1"), Msg.of('D', new byte[] {'S', 'a', 0}), Msg.sync());
    rig.target(PARSED, Msg.of('t', new byte[] {0, 1, 0, 0, 0, 23}), Msg.of('n'), Msg.ready('I'));
    byte[] binary = {0, 'a', 0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 4, 0, 0, 0, 42, 0, 0};
    rig.client(Msg.of('B', binary), Msg.execute(""));
    assertThat(rig.recorded(Recorded.Statement.class).getLast().parameters())
        .containsExactly(Optional.of("42"));
  }

  @Test
  @DisplayName("S23 neither a password nor an error that quotes it is recorded")
  void passwordsAndErrorsAreMasked() {
    Rig rig = Rig.relay();
    rig.client(Msg.query("ALTER ROLE x PASSWORD 'canary'"));
    rig.target(Msg.error("ERROR", "22001", "canary is too long"), Msg.ready('I'));
    rig.client(Msg.parse("", "ALTER ROLE x PASSWORD 'canary'"), Msg.sync());
    rig.target(Msg.error("ERROR", "42601", "canary is odd"), Msg.ready('I'));
    assertThat(rig.io.recorded().toString()).doesNotContain("canary").contains("22001", "42601");
  }

  @Test
  @DisplayName("S20 a bound value could run, and is recorded whatever it is compared with")
  void boundValuesAreShown() {
    Rig rig = Rig.relay();
    rig.client(
        Msg.parse("", "SELECT query_to_xml(password || $1, true, false, '')"),
        Msg.bind("", "", "SELECT email FROM customers"));
    assertThat(rig.recorded(Recorded.Statement.class).getLast().parameters())
        .containsExactly(Optional.of("SELECT email FROM customers"));
  }

  @Test
  void anOpenPortalGoesOnUnderItsNumber() {
    Rig rig = Rig.relay();
    rig.client(Msg.parse("", "SELECT 1"), Msg.bind("p", ""), Msg.execute("p"), Msg.sync());
    rig.target(PARSED, BOUND, Msg.rows(2, 4), Msg.of('s'), Msg.ready('T'));
    rig.client(Msg.execute("p"), Msg.sync());
    rig.target(Msg.rows(1, 4), Msg.complete("SELECT 1"), Msg.ready('T'));
    assertThat(rig.recorded(Recorded.Outcome.class))
        .containsExactly(new Recorded.Outcome(1, true, "SELECT 1", 3, 27));
  }

  @Test
  void syncsSentAheadOfCopyDataArePartOfIt() {
    Rig rig = Rig.relay();
    rig.client(Msg.parse("", "COPY t FROM STDIN"), Msg.bind("", ""), Msg.execute(""), Msg.sync());
    rig.target(PARSED, BOUND, COPY_IN);
    rig.client(Msg.of('d', new byte[10]), Msg.of('c'), Msg.sync());
    rig.target(Msg.complete("COPY 1"), Msg.ready('I'));
    assertThat(rig.ended()).isFalse();
    assertThat(rig.recorded(Recorded.Data.class).getFirst().bytes()).isEqualTo(10);
    assertThat(rig.target(Msg.ready('I')).ended()).isTrue();
  }

  @Test
  void aSyncDuringACopyThatFailsMayBeAnsweredOrNot() {
    for (List<byte[]> answers :
        List.of(List.of(Msg.ready('I')), List.of(Msg.ready('I'), Msg.ready('I')))) {
      Rig rig = Rig.relay();
      rig.client(Msg.parse("", "COPY t FROM STDIN"), Msg.bind("", ""), Msg.execute(""));
      rig.target(PARSED, BOUND, COPY_IN);
      rig.client(Msg.of('d', new byte[10]), Msg.sync(), Msg.of('c'), Msg.sync());
      rig.target(Msg.error("ERROR", "22P02", "bad"));
      answers.forEach(rig::target);
      rig.client(Msg.query("SELECT 1")).target(Msg.complete("SELECT 1"), Msg.ready('I'));
      assertThat(rig.ended()).isFalse();
      assertThat(rig.outcomes()).containsExactly("1 ERROR 22P02: bad", "2 SELECT 1");
    }
  }

  @Test
  void copyDataThatComeTooLateAreIgnoredAsTheTargetDoes() {
    Rig rig = Rig.copyIn();
    rig.target(Msg.error("ERROR", "22P02", "bad"), Msg.ready('I'));
    rig.client(Msg.of('d', new byte[10]), Msg.of('d', new byte[10]), Msg.of('c'));
    assertThat(rig.ended()).isFalse();
    assertThat(rig.client(Msg.of('d', new byte[1])).ended()).isTrue();
  }

  @Test
  void copyOutAndBothAreCounted() {
    Rig rig = Rig.relay().client(Msg.query("COPY t TO STDOUT"));
    rig.target(Msg.of('H', new byte[3]), Msg.of('d', new byte[5]), Msg.of('c'));
    rig.target(Msg.complete("COPY 1"), Msg.ready('I')).client(Msg.query("BOTH"));
    rig.target(Msg.of('W', new byte[3]), Msg.of('d', new byte[5]));
    rig.client(Msg.of('d', new byte[7]), Msg.of('c')).target(Msg.of('c'));
    rig.target(Msg.complete("COPY 0"), Msg.ready('I'));
    assertThat(rig.ended()).isFalse();
    assertThat(rig.outcomes()).containsExactly("1 COPY 1", "2 COPY 0");
    assertThat(rig.recorded(Recorded.Data.class).getFirst().bytes()).isEqualTo(7);
  }

  @Test
  void cancelUsesTheTargetsRealKeyAndOnlyWhileSomethingRuns() {
    Rig rig = Rig.relay();
    rig.session.cancel();
    assertThat(rig.io.sideDials()).isEmpty();
    rig.client(Msg.query("SELECT pg_sleep(9)")).session.cancel();
    assertThat(rig.io.sideDials()).containsExactly(Msg.untyped(Rig.CANCEL, Rig.targetKey()));
  }

  @Test
  void aGoodbyeWaitsForWhatWasAskedBefore() {
    Rig rig = Rig.relay().client(Msg.query("INSERT"), Msg.of('X'));
    assertThat(rig.ended()).isFalse();
    rig.session.clientClosed();
    rig.target(Msg.complete("INSERT 0 1"), Msg.ready('I')).session.targetClosed();
    assertThat(rig.outcomes()).containsExactly("1 INSERT 0 1");
    assertThat(rig.io.closed()).contains("client left");
    assertThat(Rig.relay().client(Msg.of('X')).io.closed()).contains("client left");
  }

  @Test
  void aClientThatVanishesStopsItsStatement() {
    Rig rig = Rig.relay().client(Msg.query("SELECT pg_sleep(9)"));
    rig.session.clientClosed();
    assertThat(rig.io.sideDials()).hasSize(1);
    assertThat(rig.outcomes()).containsExactly("1 unknown: client left while its statement ran");
    Rig idle = Rig.relay();
    idle.session.clientClosed();
    assertThat(Msg.types(idle.io.takeTarget())).isEqualTo("X");
  }

  @Test
  void aTargetThatVanishesIsNamed() {
    Rig rig = Rig.relay();
    rig.session.targetClosed();
    assertThat(rig.told()).contains("08006", "target orders closed");
    Rig farewell = Rig.relay().target(Msg.error("FATAL", "57P01", "shutdown"));
    farewell.session.targetClosed();
    assertThat(Msg.types(farewell.io.takeClient())).isEqualTo("E");
    assertThat(farewell.io.closed().orElseThrow()).contains("57P01 shutdown");
  }

  @Test
  @DisplayName("S17 too many messages ahead of the target's answers end the session")
  void theQueueIsBounded() {
    Rig rig = Rig.relay();
    byte[] many = new byte[5 * 1024];
    for (int i = 0; i < many.length; i += 5) {
      System.arraycopy(Msg.sync(), 0, many, i, 5);
    }
    for (int i = 0; i < 129 && !rig.ended(); i++) {
      rig.client(many);
    }
    assertThat(rig.told()).contains("54000");
  }

  @Test
  void preparedStatementsThatNoLongerFitStandInTheRecording() {
    Rig rig = Rig.relay();
    for (int i = 0; i < 20; i++) {
      String text = "SELECT " + i + " -- " + "x".repeat(500_000);
      rig.client(Msg.parse("s" + i, text), Msg.sync()).target(PARSED, Msg.ready('I'));
    }
    rig.client(Msg.bind("", "s0"));
    assertThat(rig.statements().getFirst()).startsWith("/* hoist: prepare \"s0\" */ SELECT 0 -- x");
    assertThat(rig.statements().getLast())
        .contains("\"s0\", prepared by SQL or by a Parse of long");
    assertThat(rig.ended()).isFalse();
  }
}
