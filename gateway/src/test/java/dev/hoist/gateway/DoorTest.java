package dev.hoist.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.kernel.session.Authorizer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoorTest {
  @TempDir Path folder;

  @Test
  @DisplayName("S17 what a client stuffs behind its request for TLS does not count as sent in TLS")
  void stuffing() throws Exception {
    try (Stage stage = Stage.in(folder).plain().open();
        LineClient client = new LineClient(stage.address())) {
      stage.desk.grant(Duration.ofMinutes(5), "t1");
      client.sayRaw("TLS\nHELLO t1 ana orders-demo\n".getBytes(StandardCharsets.UTF_8));
      assertThat(client.hear()).contains("FATAL bytes in clear before TLS");
      assertThat(stage.desk.begun()).isZero();
    }
  }

  @Test
  @DisplayName("S17 clear text after TLS was agreed ends the connection")
  void clearTextInsteadOfTls() throws Exception {
    try (Stage stage = Stage.in(folder).plain().open();
        LineClient client = new LineClient(stage.address()).say("TLS")) {
      stage.desk.grant(Duration.ofMinutes(5), "t1");
      client.hello("t1");
      for (var line = client.hear(); line.isPresent(); line = client.hear()) {
        assertThat(line.get()).doesNotContain("READY");
      }
      assertThat(stage.desk.begun()).isZero();
    }
  }

  @Test
  void noTlsNoService() throws Exception {
    try (Stage stage = Stage.in(folder).open();
        LineClient client = new LineClient(stage.address()).hello("t1")) {
      assertThat(client.hear()).contains("FATAL TLS is required");
    }
  }

  @Test
  void strangerIsToldWhatToDoAndNothingElse() throws Exception {
    try (Stage stage = Stage.in(folder).open();
        LineClient client = stage.client().hello("guess")) {
      assertThat(client.hear())
          .contains(
              "FATAL this access token is unknown, used or too old;"
                  + " connect again with: hoist psql orders-demo");
      assertThat(client.hear()).isEmpty();
      assertThat(stage.desk.refusals()).hasSize(1);
      assertThat(stage.desk.ends()).isEmpty();
    }
  }

  @Test
  void portTakenIsSaid() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var at = new InetSocketAddress(InetAddress.getLoopbackAddress(), taken.getLocalPort());
      var config =
          GatewayConfig.of(
              new GatewayConfig.Listen(new LineProtocol(), at, false),
              new Pki(folder, "hoist").server("localhost"),
              folder.resolve("recordings"));
      var desk = new Desk();
      assertThatThrownBy(
              () ->
                  Gateway.start(
                      config,
                      new Authorizer(desk),
                      desk,
                      pass -> Endpoint.of(pass.target().definition(), Map.of()),
                      Instant::now))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the gateway cannot listen on " + at);
    }
  }

  @Test
  void closedGatewayTellsAndReportsAllSessions() throws Exception {
    Stage stage = Stage.in(folder).open();
    stage.desk.grant(Duration.ofMinutes(5), "t1");
    try (LineClient client = stage.loggedIn("t1")) {
      InetSocketAddress address = stage.address();
      stage.close();
      assertThat(client.hear())
          .hasValueSatisfying(it -> assertThat(it).startsWith("FATAL the gateway is stopping"));
      assertThat(stage.desk.ends()).hasSize(1);
      assertThatThrownBy(() -> new LineClient(address)).isInstanceOf(ConnectException.class);
    }
  }
}
