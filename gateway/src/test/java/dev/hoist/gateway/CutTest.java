package dev.hoist.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hoist.gateway.recording.RecordingStore;
import dev.hoist.kernel.elevation.EndCause;
import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.session.SessionEnd;
import dev.hoist.kernel.session.SessionId;
import dev.hoist.kernel.session.Written;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CutTest {
  private static final Duration LENGTH = Duration.ofMinutes(5);

  @TempDir Path folder;

  /** How far the clock is set forward: however slow a log-in is, its grant is not over before. */
  private final AtomicReference<Duration> shift = new AtomicReference<>(Duration.ZERO);

  private Instant now() {
    return Instant.now().plus(shift.get());
  }

  @Test
  @DisplayName("S01 at the deadline the client is told why and what to do, and nothing more passes")
  void deadline() throws Exception {
    try (Stage stage = Stage.in(folder).time(this::now).open()) {
      stage.desk.grant(LENGTH, "t1");
      try (LineClient client = stage.loggedIn("t1")) {
        client.say("before");
        assertThat(client.hear()).contains("before");
        shift.set(LENGTH);
        assertThat(client.hear())
            .contains(
                "FATAL grant G-1 on orders-demo ended: it reached its deadline"
                    + " | ask again with: hoist request new orders-demo --role fix");
        client.say("after");
        assertThat(client.hear()).isEmpty();
      }
      assertThat(stage.target.statements()).containsExactly("before");
      await().untilAsserted(() -> assertThat(stage.target.stops()).containsExactly("hoist_g1"));
      SessionEnd end = onlyEnd(stage);
      assertThat(end.why())
          .isEqualTo("cut: grant G-1 on orders-demo ended: it reached its deadline");
      assertThat(
              new RecordingStore(stage.recordings()).written(new SessionId(1)).map(Written::digest))
          .contains(end.recording());
    }
  }

  @Test
  @DisplayName("S02 a second session of a grant has the first one's deadline")
  void reconnectMovesNothing() throws Exception {
    try (Stage stage = Stage.in(folder).time(this::now).open()) {
      stage.desk.grant(LENGTH, "t1", "t2");
      try (LineClient first = stage.loggedIn("t1")) {
        shift.set(LENGTH.minusMinutes(1));
        try (LineClient second = stage.loggedIn("t2")) {
          shift.set(LENGTH);
          assertThat(first.hear()).hasValueSatisfying(it -> assertThat(it).startsWith("FATAL"));
          assertThat(second.hear()).hasValueSatisfying(it -> assertThat(it).startsWith("FATAL"));
        }
      }
      await().until(() -> stage.desk.ends().size() == 2);
      assertThat(stage.desk.ends()).allMatch(it -> it.why().contains("deadline"));
    }
  }

  @Test
  @DisplayName("S01 when cut returns, the target's connections of the grant are gone")
  void cutGrant() throws Exception {
    try (Stage stage = Stage.in(folder).open()) {
      GrantId grant = stage.desk.grant(Duration.ofMinutes(5), "t1", "t2");
      stage.desk.grant(Duration.ofMinutes(5), "other");
      try (LineClient one = stage.loggedIn("t1");
          LineClient two = stage.loggedIn("t2");
          LineClient other = stage.loggedIn("other")) {
        assertThat(stage.gateway.cut(grant, EndCause.REVOKED)).isEqualTo(2);
        assertThat(stage.gateway.cut(grant, EndCause.REVOKED)).isZero();
        assertThat(one.hear()).hasValueSatisfying(it -> assertThat(it).contains("was revoked"));
        assertThat(two.hear()).hasValueSatisfying(it -> assertThat(it).contains("was revoked"));
        assertThat(other.say("still here").hear()).contains("still here");
      }
    }
  }

  @Test
  @DisplayName("S01 a session whose check is under way when its grant is cut is not let in")
  void cutWhileAuthorizing() throws Exception {
    try (Stage stage = Stage.in(folder).open()) {
      GrantId grant = stage.desk.grant(Duration.ofMinutes(5), "t1");
      CountDownLatch gate = stage.desk.closeGate();
      try (LineClient client = stage.client().hello("t1")) {
        await().until(() -> stage.desk.begun() == 1);
        assertThat(stage.gateway.cut(grant, EndCause.DONE)).isZero();
        gate.countDown();
        assertThat(client.hear())
            .contains(
                "FATAL grant G-1 on orders-demo ended: its holder gave it back;"
                    + " ask again with: hoist request new orders-demo --role fix");
      }
      assertThat(onlyEnd(stage).why()).startsWith("cut: grant G-1 on orders-demo ended");
      assertThat(stage.target.logins()).isEmpty();
    }
  }

  @Test
  @DisplayName("S01 a session that is dialling when its grant is cut never logs in to the target")
  void cutWhileDialling() throws Exception {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Stage stage = Stage.in(folder).targetPort(silent.getLocalPort()).open()) {
      GrantId grant = stage.desk.grant(Duration.ofMinutes(5), "t1");
      try (LineClient client = stage.client().hello("t1");
          var accepted = silent.accept()) {
        assertThat(stage.gateway.cut(grant, EndCause.REVOKED)).isEqualTo(1);
        assertThat(client.hear()).hasValueSatisfying(it -> assertThat(it).contains("was revoked"));
        assertThat(accepted.isConnected()).isTrue();
      }
      assertThat(onlyEnd(stage).why()).contains("was revoked");
    }
  }

  @Test
  @DisplayName("S01 a client that left and lets its target finish is still found by a cut")
  void cutAfterTheClientLeft() throws Exception {
    try (Stage stage = Stage.in(folder).open()) {
      GrantId grant = stage.desk.grant(Duration.ofMinutes(5), "t1");
      try (LineClient client = stage.loggedIn("t1")) {
        client.say("deaf").say("bye");
        await().until(() -> stage.recording(1).contains("bye"));
      }
      await().until(() -> stage.gateway.cut(grant, EndCause.REVOKED) == 1);
      assertThat(onlyEnd(stage).why()).contains("was revoked");
    }
  }

  @Test
  void clientThatLeavesPolitelyGetsItsLastStatementDone() throws Exception {
    try (Stage stage = Stage.in(folder).open()) {
      stage.desk.grant(Duration.ofMinutes(5), "t1");
      try (LineClient client = stage.loggedIn("t1")) {
        client.say("one").say("bye");
      }
      assertThat(onlyEnd(stage).why()).isEqualTo("client left");
      assertThat(stage.target.statements()).containsExactly("one", "bye");
    }
  }

  @Test
  void killedSessionSaysThatItsGrantGoesOn() throws Exception {
    try (Stage stage = Stage.in(folder).open()) {
      stage.desk.grant(Duration.ofMinutes(5), "t1", "t2");
      try (LineClient client = stage.loggedIn("t1")) {
        assertThat(stage.gateway.kill(new SessionId(1), "wrong table")).isTrue();
        assertThat(client.hear())
            .contains(
                "FATAL session S-1 was killed: wrong table"
                    + " | connect again; grant G-1 goes on");
      }
      assertThat(stage.gateway.kill(new SessionId(1), "again")).isFalse();
      assertThat(stage.gateway.kill(new SessionId(9), "unknown")).isFalse();
      try (LineClient again = stage.loggedIn("t2")) {
        assertThat(again.say("x").hear()).contains("x");
      }
    }
  }

  @Test
  @DisplayName("S01 what waits for a target that does not read is dropped by a cut, not delivered")
  void cutDropsWhatIsUnderWay() throws Exception {
    try (Stage stage = Stage.in(folder).targetWithoutTls().open()) {
      GrantId grant = stage.desk.grant(Duration.ofMinutes(5), "t1");
      try (LineClient client = stage.loggedIn("t1")) {
        client.say("deaf");
        await().until(() -> stage.target.statements().contains("deaf"));
        Thread sender = Thread.startVirtualThread(() -> sayUntilClosed(client));
        await().until(() -> stage.recording(1).contains("line 1000 "));
        assertThat(stage.gateway.cut(grant, EndCause.REVOKED)).isEqualTo(1);
        sender.join();
      }
      stage.target.listenAgain();
      await().until(() -> stage.target.connections() == 0);
      SessionEnd end = onlyEnd(stage);
      assertThat((long) stage.target.statements().size()).isLessThan(end.statements());
    }
  }

  @Test
  @DisplayName("S01 S20 what a client leaves behind is not delivered when a cut came before")
  void cutWhileTheClientLeaves() throws Exception {
    try (Stage stage = Stage.in(folder).open()) {
      GrantId grant = stage.desk.grant(Duration.ofMinutes(5), "t1");
      Thread cutter =
          Thread.ofPlatform().unstarted(() -> stage.gateway.cut(grant, EndCause.REVOKED));
      stage.protocol.atQuit(
          () -> {
            cutter.start();
            await().until(() -> cutter.getState() == Thread.State.TIMED_WAITING);
          });
      try (LineClient client = stage.loggedIn("t1").say("quit")) {
        cutter.join();
        assertThat(client.hear()).isEmpty();
      }
      await().until(() -> stage.target.connections() == 0);
      assertThat(stage.target.statements()).isEmpty();
    }
  }

  private static void sayUntilClosed(LineClient client) {
    try {
      String filler = "y".repeat(1000);
      for (int i = 1; i < 1_000_000; i++) {
        client.say("line " + i + " " + filler);
      }
    } catch (IOException e) {
      return; // cut, as it should be
    }
  }

  private static SessionEnd onlyEnd(Stage stage) {
    await().until(() -> !stage.desk.ends().isEmpty());
    assertThat(stage.desk.ends()).hasSize(1);
    return stage.desk.ends().getFirst();
  }
}
