package dev.hoist.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class SlowPeerTest {
  private static final int LINES = 100_000; // of a kilobyte each
  private static final long MOST_BUFFERED = 24L * 1024 * 1024;

  @TempDir Path folder;

  @ParameterizedTest(name = "TLS to the target: {0}")
  @ValueSource(booleans = {true, false})
  @DisplayName("L03 a client that does not read holds up nobody and fills no memory")
  void slowReader(boolean tls) throws Exception {
    try (Stage stage = open(tls)) {
      stage.desk.grant(Duration.ofMinutes(5), "slow", "brisk");
      long before = buffered();
      try (LineClient slow = stage.loggedIn("slow").say("flood " + LINES);
          LineClient brisk = stage.loggedIn("brisk")) {
        for (int i = 0; i < 1000; i++) {
          assertThat(brisk.say("line " + i).hear()).contains("line " + i);
        }
        assertThat(buffered() - before).isLessThan(MOST_BUFFERED);
        for (int i = 0; i < LINES; i++) {
          assertThat(slow.hear().orElseThrow()).hasSize(1023);
        }
        assertThat(buffered() - before).isLessThan(MOST_BUFFERED);
      }
    }
  }

  @ParameterizedTest(name = "TLS to the target: {0}")
  @ValueSource(booleans = {true, false})
  @DisplayName("L03 a target that does not read holds up nobody and fills no memory")
  void slowTarget(boolean tls) throws Exception {
    try (Stage stage = open(tls)) {
      stage.desk.grant(Duration.ofMinutes(5), "slow", "brisk");
      long before = buffered();
      try (LineClient slow = stage.loggedIn("slow").say("deaf");
          LineClient brisk = stage.loggedIn("brisk")) {
        Thread sender = Thread.startVirtualThread(() -> flood(slow));
        Thread reader = Thread.startVirtualThread(() -> hearAll(slow));
        for (int i = 0; i < 1000; i++) {
          assertThat(brisk.say("line " + i).hear()).contains("line " + i);
        }
        assertThat(buffered() - before).isLessThan(MOST_BUFFERED);
        stage.target.listenAgain();
        sender.join();
        reader.join();
        assertThat(buffered() - before).isLessThan(MOST_BUFFERED);
      }
      await().until(() -> stage.desk.ends().size() == 2);
      assertThat(stage.desk.ends()).anyMatch(it -> it.statements() == LINES / 10 + 1);
    }
  }

  @Test
  @DisplayName("L03 clients that say nothing hold up nobody")
  void silentClients() throws Exception {
    try (Stage stage = open(true)) {
      stage.desk.grant(Duration.ofMinutes(5), "brisk");
      try (LineClient _ = new LineClient(stage.address());
          LineClient _ = new LineClient(stage.address()).say("TLS");
          LineClient _ = stage.client();
          LineClient brisk = stage.loggedIn("brisk")) {
        assertThat(brisk.say("here").hear()).contains("here");
      }
    }
  }

  private Stage open(boolean tls) throws Exception {
    Stage.Builder builder = Stage.in(folder);
    return (tls ? builder : builder.targetWithoutTls()).open();
  }

  private static void flood(LineClient client) {
    String kilobyte = "x".repeat(10_000);
    try {
      for (int i = 0; i < LINES / 10; i++) {
        client.say(kilobyte);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void hearAll(LineClient client) {
    for (int i = 0; i < LINES / 10; i++) {
      var _ = client.hear().orElseThrow();
    }
  }

  private static long buffered() {
    return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory();
  }
}
