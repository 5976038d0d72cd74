package dev.hoist.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hoist.gateway.GatewayConfig.Limits;
import dev.hoist.gateway.GatewayConfig.Timeouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapsTest {
  @TempDir Path folder;

  private static Limits limits(int waiting, int perSource, int sessions) {
    return new Limits(
        waiting,
        perSource,
        sessions,
        new ByteSize(1000),
        ByteSize.ofMegabytes(1),
        ByteSize.ofMegabytes(1));
  }

  @Test
  @DisplayName("S17 a client that sends too much before it is let in is closed")
  void bytes() throws Exception {
    try (Stage stage = Stage.in(folder).plain().limits(limits(10, 10, 10)).open();
        LineClient client = new LineClient(stage.address())) {
      client.sayRaw("x".repeat(1001).getBytes(StandardCharsets.UTF_8));
      assertThat(client.hear()).isEmpty();
    }
  }

  @Test
  @DisplayName("S17 a client that says nothing is closed in time, with and without TLS")
  void time() throws Exception {
    var timeouts = timeouts(Duration.ofSeconds(5), Duration.ofSeconds(10));
    try (Stage stage = Stage.in(folder).timeouts(timeouts).open();
        LineClient silent = new LineClient(stage.address());
        LineClient halfway = new LineClient(stage.address()).say("TLS");
        LineClient secure = stage.client()) {
      assertThat(silent.hear()).isEmpty();
      assertThat(secure.hear()).isEmpty();
      assertThat(halfway.hear()).isNotNull();
      assertThat(halfway.hear()).isEmpty();
    }
  }

  @Test
  @DisplayName(
      "S17 one source holds few connections that are not let in; others come in all the same")
  void perSource() throws Exception {
    try (Stage stage = Stage.in(folder).limits(limits(10, 2, 10)).open();
        LineClient _ = stage.client();
        LineClient _ = stage.client()) {
      try (LineClient third = new LineClient(stage.address())) {
        assertThat(third.hear()).isEmpty();
      }
      var other = InetAddress.getByName("127.0.0.2");
      stage.desk.grant(Duration.ofMinutes(5), "t1");
      try (LineClient elsewhere =
          new LineClient(stage.address(), other).secure(stage.pki.clientContext()).hello("t1")) {
        assertThat(elsewhere.ready()).isNotEmpty();
      }
    }
  }

  @Test
  @DisplayName("S17 a place is free again when its connection is gone or let in")
  void placesComeBack() throws Exception {
    try (Stage stage = Stage.in(folder).limits(limits(1, 1, 10)).open()) {
      stage.desk.grant(Duration.ofMinutes(5), "t1", "t2", "t3");
      try (LineClient _ = stage.loggedIn("t1");
          LineClient two = stage.loggedIn("t2")) {
        assertThat(two.say("in").hear()).contains("in");
        new LineClient(stage.address()).close();
        await()
            .ignoreExceptionsInstanceOf(IOException.class) // how a client without a place fails
            .untilAsserted(
                () -> {
                  try (LineClient again = stage.client()) {
                    assertThat(again).isNotNull();
                  }
                });
      }
    }
  }

  @Test
  @DisplayName("L03 a session that outlives its client keeps its place")
  void sessionWithoutItsClientKeepsItsPlace() throws Exception {
    try (Stage stage = Stage.in(folder).limits(limits(10, 10, 1)).open()) {
      stage.desk.grant(Duration.ofMinutes(5), "t1", "t2");
      try (LineClient first = stage.loggedIn("t1")) {
        first.say("deaf").say("bye");
        await().until(() -> stage.recording(1).contains("bye"));
      }
      // Closed by the gateway when nothing is left to be read from the client.
      await().until(() -> stage.gateway.clients() == 0);
      try (LineClient second = stage.client().hello("t2")) {
        assertThat(second.hear()).contains("FATAL " + Words.FULL);
      }
      stage.target.listenAgain();
      await()
          .untilAsserted(
              () -> {
                try (LineClient again = stage.client().hello("t2")) {
                  assertThat(again.hear())
                      .hasValueSatisfying(it -> assertThat(it).startsWith("READY"));
                }
              });
    }
  }

  @ParameterizedTest(name = "TLS to the target: {0}")
  @ValueSource(booleans = {true, false})
  @DisplayName("L03 a target that accepts and then says nothing is given up, by name")
  void silentTarget(boolean tls) throws Exception {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Stage.Builder builder = Stage.in(folder).targetPort(silent.getLocalPort());
      try (Stage stage =
          (tls ? builder : builder.targetWithoutTls())
              .timeouts(timeouts(Duration.ofSeconds(10), Duration.ofSeconds(4)))
              .open()) {
        stage.desk.grant(Duration.ofMinutes(5), "t1");
        try (LineClient client = stage.client().hello("t1")) {
          assertThat(client.hear()).contains("FATAL it did not let us in within 4 s");
        }
        await().until(() -> stage.desk.ends().size() == 1);
      }
    }
  }

  private static Timeouts timeouts(Duration preAuth, Duration dial) {
    return new Timeouts(
        preAuth,
        Duration.ofSeconds(30),
        dial,
        Duration.ofMillis(100),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofMillis(50),
        List.of());
  }

  @Test
  void fullGatewaySaysSoAndKeepsTheToken() throws Exception {
    try (Stage stage = Stage.in(folder).limits(limits(10, 10, 1)).open()) {
      stage.desk.grant(Duration.ofMinutes(5), "t1", "t2");
      LineClient first = stage.loggedIn("t1");
      try (LineClient second = stage.client().hello("t2")) {
        assertThat(second.hear()).contains("FATAL " + Words.FULL);
      }
      first.close();
      await().until(() -> stage.desk.ends().size() == 1);
      await()
          .untilAsserted(
              () -> {
                try (LineClient again = stage.client().hello("t2")) {
                  assertThat(again.hear())
                      .hasValueSatisfying(it -> assertThat(it).startsWith("READY"));
                }
              });
    }
  }
}
