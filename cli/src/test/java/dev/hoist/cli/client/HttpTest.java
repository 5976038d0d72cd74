package dev.hoist.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.cli.support.FakeApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Optional<Duration> EVER = Optional.empty();
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none";

  @Test
  void callsFollowEachOtherOnOneConnection() throws Exception {
    try (var server =
        new FakeApi()
            .put("GET /a", 200, "text/plain", "one")
            .put("GET /nothing", 204, "text/plain", "")
            .put("GET /empty", 200, "text/plain", "")) {
      var http = new Http(dialer(server.url()));
      assertThat(text(http.send(get("/a")))).isEqualTo("one");
      assertThat(text(http.send(get("/nothing")))).isEmpty();
      assertThat(text(http.send(get("/empty")))).isEmpty();
      assertThat(text(http.send(get("/missing")))).contains("no answer was set up");
      assertThat(text(http.send(get("/a")))).isEqualTo("one");
      assertThat(server.asked().stream().map(FakeApi.Asked::from).distinct()).hasSize(1);
    }
  }

  @Test
  void whatIsNotReadToItsEndIsNotWaitedFor() throws Exception {
    try (var server =
        new FakeApi().silentEvents("GET /events").put("GET /a", 200, "text/plain", "one")) {
      var http = new Http(dialer(server.url()));
      try (InputStream events = http.send(get("/events")).body()) {
        assertThat(events.read()).isEqualTo(':');
      }
      assertThat(text(http.send(get("/a")))).isEqualTo("one");
      assertThat(server.asked().stream().map(FakeApi.Asked::from).distinct()).hasSize(2);
    }
  }

  @Test
  void whatDoesNotSpeakHttpIsToldSo() throws Exception {
    try (ServerSocket server = tlsServer()) {
      Thread.ofVirtual().start(() -> answer(server, "SSH-2.0-OpenSSH_9.2\r\n\r\n"));
      var http = new Http(dialer("https://localhost:" + server.getLocalPort()));
      assertThatThrownBy(() -> http.send(get("/a")))
          .isInstanceOf(IOException.class)
          .hasMessage("what answers does not speak HTTP")
          .hasNoCause();
    }
  }

  @Test
  void aGetThatFoundItsConnectionEndedIsMadeOnceMoreAndAPostIsNot() throws Exception {
    try (ServerSocket server = tlsServer()) {
      var http = new Http(dialer("https://localhost:" + server.getLocalPort()));
      Thread.ofVirtual().start(() -> answer(server, "", OK));
      assertThat(text(http.send(get("/a")))).isEqualTo("one");

      Thread.ofVirtual().start(() -> answer(server, "", OK));
      assertThatThrownBy(() -> http.send(post("/a"))).isInstanceOf(IOException.class);
      assertThat(text(http.send(get("/a")))).isEqualTo("one");

      Thread.ofVirtual().start(() -> answer(server, "", "", OK));
      assertThatThrownBy(() -> http.send(get("/a"))).isInstanceOf(IOException.class);
      assertThat(text(http.send(get("/a")))).isEqualTo("one");
    }
  }

  @Test
  void aConnectionThatTheServerEndedIsNotUsedAgain() throws Exception {
    try (ServerSocket server = tlsServer()) {
      var http = new Http(dialer("https://localhost:" + server.getLocalPort()));
      Thread answers = Thread.ofVirtual().start(() -> answer(server, OK));
      assertThat(text(http.send(get("/a")))).isEqualTo("one");
      answers.join();

      Thread.ofVirtual().start(() -> answer(server, OK));
      assertThat(text(http.send(post("/a")))).isEqualTo("one");
    }
  }

  @Test
  void aConnectionThatWasBegunAheadIsUsedOnce() throws Exception {
    try (var server = new FakeApi().put("GET /a", 200, "text/plain", "one")) {
      Dialer dialer = dialer(server.url());
      dialer.dialAhead();
      Line first = dialer.dial();
      assertThat(dialer.dial()).isNotSameAs(first);
      assertThat(first.isFresh()).isTrue();
      first.cut();
      assertThat(first.isFresh()).isFalse();
    }
  }

  @Test
  void whatGoesWrongAheadIsToldToWhoAsks() throws Exception {
    int port;
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
    }
    Dialer nobody = dialer("https://localhost:" + port);
    nobody.dialAhead();
    assertThatThrownBy(nobody::dial).isInstanceOf(ConnectException.class);

    try (var server = new FakeApi()) {
      var stranger = new Dialer(URI.create(server.url()), Optional.empty());
      stranger.dialAhead();
      assertThatThrownBy(stranger::dial).isInstanceOf(SSLHandshakeException.class);
    }
  }

  @Test
  void whatNobodyAskedForIsEnded() throws Exception {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Dialer dialer = dialer("https://localhost:" + silent.getLocalPort());
      dialer.dialAhead();
      try (Socket client = silent.accept()) {
        dialer.abandon();
        // A greeting may have been sent before; what matters is that it ends.
        assertThatCode(() -> client.getInputStream().readAllBytes())
            .satisfiesAnyOf(
                nothing -> assertThat(nothing).isNull(),
                reset -> assertThat(reset).isInstanceOf(IOException.class));
      }
    }
  }

  private static Dialer dialer(String server) {
    return new Dialer(URI.create(server), Optional.of(FakeApi.ca()));
  }

  private static Http.Call get(String path) {
    return new Http.Call("GET", path, Map.of(), Optional.empty(), LONG, EVER);
  }

  private static Http.Call post(String path) {
    return new Http.Call("POST", path, Map.of(), Optional.of(new byte[1]), LONG, EVER);
  }

  private static String text(Http.Answer answer) throws IOException {
    try (InputStream body = answer.body()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static ServerSocket tlsServer() throws IOException {
    return FakeApi.tls()
        .getServerSocketFactory()
        .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  /** Says one of these on each connection, after a request, and ends it; nothing when empty. */
  private static void answer(ServerSocket server, String... words) {
    for (String word : words) {
      try (Socket client = server.accept()) {
        if (client.getInputStream().read(new byte[8192]) > 0) {
          client.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
