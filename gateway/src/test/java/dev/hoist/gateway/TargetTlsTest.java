package dev.hoist.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetTlsTest {
  @TempDir Path folder;

  @Test
  @DisplayName("S18 a target with a certificate of another authority gets no login")
  void wrongAuthority() throws Exception {
    assertThat(refusal(Stage.in(folder).wrongCa())).contains("it is not who it should be");
  }

  @Test
  @DisplayName("S18 a target with a certificate for another host gets no login")
  void wrongHost() throws Exception {
    assertThat(refusal(Stage.in(folder).targetNamed("elsewhere.example")))
        .contains("it is not who it should be");
  }

  @Test
  void nobodyListens() throws Exception {
    int free;
    try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = closed.getLocalPort();
    }
    assertThat(refusal(Stage.in(folder).targetPort(free))).contains("it does not answer");
  }

  private static String refusal(Stage.Builder builder) throws Exception {
    try (Stage stage = builder.open()) {
      stage.desk.grant(Duration.ofMinutes(5), "t1");
      try (LineClient client = stage.client().hello("t1")) {
        String heard = client.hear().orElseThrow();
        await().until(() -> stage.desk.ends().size() == 1);
        assertThat(stage.target.logins()).isEmpty();
        return heard;
      }
    }
  }
}
