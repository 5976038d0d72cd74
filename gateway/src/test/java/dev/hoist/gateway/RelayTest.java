package dev.hoist.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelayTest {
  @TempDir Path folder;

  @Test
  void statementsAndAnswersPassAndAreRecorded() throws Exception {
    try (Stage stage = Stage.in(folder).open()) {
      stage.desk.grant(Duration.ofMinutes(5), "t1");
      try (LineClient client = stage.loggedIn("t1")) {
        client.say("select 1").say("naïve \u2603");
        assertThat(client.hear()).contains("select 1");
      }
      await().until(() -> stage.desk.ends().size() == 1);
      var end = stage.desk.ends().getFirst();
      assertThat(end.why()).isEqualTo("client left");
      assertThat(end.statements()).isEqualTo(2);
      assertThat(stage.recording(1)).contains("\"subject\":\"ana\"", "\"text\":\"select 1\"");
    }
  }
}
