package dev.hoist.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CancelTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void cancelReachesTheTargetOfItsSession(boolean tls) throws Exception {
    Stage.Builder builder = Stage.in(folder);
    try (Stage stage = (tls ? builder : builder.targetWithoutTls()).open()) {
      stage.desk.grant(Duration.ofMinutes(5), "t1");
      try (LineClient client = stage.client().hello("t1")) {
        String key = client.ready();
        try (LineClient canceller = stage.client().say("CANCEL " + key)) {
          assertThat(canceller.hear()).isEmpty();
        }
        await().untilAsserted(() -> assertThat(stage.target.stops()).containsExactly("hoist_g1"));
        assertThat(client.say("goes on").hear()).contains("goes on");
      }
    }
  }

  @Test
  void aGuessedKeyCancelsNothing() throws Exception {
    try (Stage stage = Stage.in(folder).open()) {
      stage.desk.grant(Duration.ofMinutes(5), "t1");
      try (LineClient client = stage.loggedIn("t1");
          LineClient canceller = stage.client().say("CANCEL guess")) {
        assertThat(canceller.hear()).isEmpty();
        assertThat(client.say("goes on").hear()).contains("goes on");
        assertThat(stage.target.stops()).isEmpty();
      }
    }
  }
}
