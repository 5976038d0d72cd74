package dev.hoist.postgres.protocol;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hoist.postgres.protocol.testing.Msg;
import dev.hoist.postgres.protocol.testing.Rig;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;

/**
 * Feeds a session what a fuzzer makes up. In an ordinary run the known inputs are tried again; with
 * {@code JAZZER_FUZZ=1} new ones are sought.
 */
class SessionFuzzTest {
  private static final int MOST_PIECES = 256;

  /**
   * The first byte chooses the stage; then come pieces: a byte whose top bit is the direction and
   * whose rest is the length, then as many bytes.
   */
  @FuzzTest(maxDuration = "2m")
  @DisplayName("S17 no input throws, and what was cut stays cut")
  void anyConversation(byte[] data) {
    if (data.length < 2) {
      return;
    }
    Rig rig = stage(data[0] & 7);
    int at = 1;
    for (int i = 0; i < MOST_PIECES && at < data.length; i++) {
      int size = Math.min(data[at] & 0x7f, data.length - at - 1);
      byte[] piece = Arrays.copyOfRange(data, at + 1, at + 1 + size);
      Rig sent = data[at] < 0 ? rig.target(piece) : rig.client(piece);
      at += 1 + size;
      sent.io.takeClient();
    }
    rig.session.cut("over", "");
    rig.io.takeTarget();
    rig.client(Msg.query("DROP TABLE t"));
    if (rig.io.takeTarget().length > 0 || !rig.ended()) {
      throw new AssertionError("bytes passed after a cut");
    }
  }

  private static Rig stage(int stage) {
    return switch (stage) {
      case 0 -> Rig.greeting();
      case 1 -> Rig.password();
      case 2 -> Rig.dialling();
      case 3 -> Rig.login();
      case 4 -> Rig.opening();
      case 5 -> Rig.copyIn();
      case 6 -> Rig.relay().client(Msg.parse("a", "SELECT $1"), Msg.bind("", "a", "1"));
      default -> Rig.relay();
    };
  }
}
