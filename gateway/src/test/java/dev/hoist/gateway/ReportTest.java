package dev.hoist.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  @TempDir Path folder;

  @Test
  @DisplayName(
      "S21 the end of a session is reported again and again until it is taken, then no more")
  void journalDown() throws Exception {
    try (Stage stage = Stage.in(folder).open()) {
      stage.desk.grant(Duration.ofMinutes(5), "t1", "t2");
      stage.desk.failJournal(3);
      stage.loggedIn("t1").close();
      await().until(() -> stage.desk.ends().size() == 1);
      stage.loggedIn("t2").close();
      await().until(() -> stage.desk.ends().size() == 2);
      assertThat(stage.desk.ends()).extracting(it -> it.session().number()).containsExactly(1L, 2L);
    }
  }

  @Test
  @DisplayName("S21 a session begun for a client that has gone is reported too")
  void nobodyThereAnyMore() throws Exception {
    try (Stage stage = Stage.in(folder).open()) {
      stage.desk.grant(Duration.ofMinutes(5), "t1");
      CountDownLatch gate = stage.desk.closeGate();
      try (LineClient _ = stage.client().hello("t1")) {
        await().until(() -> stage.desk.begun() == 1);
      }
      gate.countDown();
      await().until(() -> stage.desk.ends().size() == 1);
      assertThat(stage.target.logins()).isEmpty();
    }
  }

  @Test
  void targetThatLeavesEndsTheSession() throws Exception {
    try (Stage stage = Stage.in(folder).open()) {
      stage.desk.grant(Duration.ofMinutes(5), "t1");
      try (LineClient client = stage.loggedIn("t1").say("leave")) {
        assertThat(client.hear()).contains("FATAL the target closed");
      }
      await().until(() -> stage.desk.ends().size() == 1);
      assertThat(stage.desk.ends().getFirst().why()).isEqualTo("the target closed");
    }
  }
}
