package dev.hoist.postgres.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.postgres.protocol.testing.Msg;
import dev.hoist.postgres.protocol.testing.Passes;
import dev.hoist.postgres.protocol.testing.Rig;
import dev.hoist.spi.Recorded;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CutTest {
  static List<Supplier<Rig>> everyStage() {
    return List.of(
        Rig::greeting,
        Rig::password,
        Rig::asked,
        Rig::dialling,
        Rig::login,
        Rig::opening,
        Rig::relay,
        Rig::copyIn,
        () -> Rig.relay().client(Msg.query("SELECT 1")),
        () -> Rig.relay().client(Arrays.copyOf(Msg.query("SELECT 1"), 7)));
  }

  @ParameterizedTest
  @MethodSource("everyStage")
  @DisplayName("S01 nothing is forwarded after a cut, whatever the stage")
  void nothingPassesAfterACut(Supplier<Rig> stage) {
    Rig rig = stage.get();
    rig.io.takeClient();
    rig.session.cut("grant G-7 ended", "Ask again.");
    assertThat(rig.io.wishes()).containsSubsequence("dropTarget", "close");
    assertThat(rig.told())
        .startsWith("E")
        .contains("FATAL", "57P01", "grant G-7 ended", "Ask again.");
    rig.io.takeTarget();
    rig.client(Msg.query("DROP TABLE t"), Msg.of('X'));
    rig.target(Msg.ready('I')).session.targetConnected();
    rig.session.authorized(Passes.granted());
    rig.session.targetSecured();
    rig.session.targetClosed();
    rig.session.clientClosed();
    rig.session.warn("late", "late");
    rig.session.cut("again", "again");
    rig.session.cancel();
    assertThat(rig.io.takeTarget()).isEmpty();
    assertThat(rig.io.takeClient()).isEmpty();
    assertThat(rig.io.closed()).contains("cut: grant G-7 ended");
  }

  @Test
  void whatRunsIsStoppedAndItsEndIsRecorded() {
    Rig rig = Rig.relay().client(Msg.query("SELECT pg_sleep(9)"));
    rig.session.cut("grant G-7 ended", "");
    assertThat(rig.io.sideDials()).containsExactly(Msg.untyped(Rig.CANCEL, Rig.targetKey()));
    assertThat(rig.outcomes()).containsExactly("1 unknown: cut: grant G-7 ended");
    assertThat(rig.recorded(Recorded.Note.class))
        .containsExactly(new Recorded.Note("cut: grant G-7 ended"));
  }

  @Test
  void aCutInsideALongMessageForgesNothing() {
    Rig rig = Rig.relay().client(Msg.query("SELECT 1"));
    rig.target(Msg.of('T', new byte[2]), Arrays.copyOf(Msg.of('D', new byte[100_000]), 50_000));
    rig.io.takeClient();
    rig.session.cut("over", "");
    assertThat(rig.io.takeClient()).isEmpty();
    assertThat(rig.ended()).isTrue();
  }

  @Test
  void aCutInsideAShortMessageLeavesTheStreamReadable() {
    Rig rig = Rig.relay().client(Msg.query("SELECT 1"));
    byte[] rows = Msg.join(Msg.of('T', new byte[2]), Msg.rows(3, 100));
    rig.target(Arrays.copyOf(rows, rows.length - 50));
    rig.session.cut("over", "");
    assertThat(Msg.types(rig.io.takeClient())).isEqualTo("TDDE");
  }

  @Test
  void duringTheTlsHandshakeThereIsNobodyToTell() {
    Rig rig = new Rig(false).client(Msg.untyped(Rig.SSL, new byte[0]));
    rig.io.takeClient();
    rig.session.cut("over", "");
    assertThat(rig.io.takeClient()).isEmpty();
    assertThat(rig.ended()).isTrue();
  }

  @Test
  void warningsStandBetweenMessages() {
    Rig rig = Rig.relay().client(Msg.query("SELECT 1"));
    byte[] row = Msg.of('D', new byte[100_000]);
    rig.target(Msg.of('T', new byte[2]), Arrays.copyOf(row, 50_000));
    rig.session.warn("access ends in 5 min", "hoist extend");
    rig.target(Arrays.copyOfRange(row, 50_000, row.length), row);
    byte[] told = rig.io.takeClient();
    assertThat(Msg.types(told)).isEqualTo("TDND");
    assertThat(new String(Msg.split(told).get(2), java.nio.charset.StandardCharsets.UTF_8))
        .contains("WARNING", "01000", "access ends in 5 min", "hoist extend");
  }

  @Test
  void whatIsSaidCannotForgeFields() {
    Rig rig = Rig.relay();
    rig.session.cut("message\0Hforged\0", "hint");
    assertThat(rig.told()).contains("message Hforged");
  }

  @Test
  @DisplayName("S20 a cut works also when nothing can be recorded")
  void aCutNeedsNoRecorder() {
    Rig rig = Rig.relay().client(Msg.query("SELECT 1"));
    rig.io.failRecording();
    rig.session.cut("over", "");
    assertThat(rig.told()).contains("57P01");
    assertThat(rig.ended()).isTrue();
  }
}
