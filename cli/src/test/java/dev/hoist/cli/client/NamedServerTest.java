package dev.hoist.cli.client;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.cli.support.FakeApi;
import dev.hoist.cli.warmup.LocalIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A server is believed under the names in its certificate, and no other")
class NamedServerTest {
  @TempDir private static Path folder;
  private static LocalIdentity identity;
  private static SSLServerSocket server;

  @BeforeAll
  static void start() throws Exception {
    identity =
        LocalIdentity.make(
            folder, "dns:hoist.example.com,dns:Upper.example.com,dns:*.wild.example,ip:127.0.0.1");
    server =
        (SSLServerSocket)
            identity
                .context()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(NamedServerTest::serve);
  }

  private static void serve() {
    while (!server.isClosed()) {
      try (SSLSocket client = (SSLSocket) server.accept()) {
        client.startHandshake();
        client.getInputStream().read();
      } catch (IOException refused) {
        // the next one
      }
    }
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"hoist.example.com", "upper.example.com", "www.wild.example", "127.0.0.1"})
  void believed(String name) {
    assertThatCode(() -> meet(Trust.context(Optional.of(identity.pem())), name))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "other.example.com",
        "example.com",
        "hoist.example.com.evil.example",
        "evil-hoist.example.com",
        "a.hoist.example.com",
        "wild.example",
        "a.b.wild.example",
        "*.wild.example",
        "localhost",
        "127.0.0.2",
        "CN=localhost"
      })
  void notBelieved(String name) {
    assertThatThrownBy(() -> meet(Trust.context(Optional.of(identity.pem())), name))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void anAuthorityThatIsNotOursVouchesForNoName() {
    assertThatThrownBy(() -> meet(Trust.context(Optional.of(FakeApi.ca())), "hoist.example.com"))
        .isInstanceOf(SSLHandshakeException.class);
    assertThatThrownBy(() -> meet(Trust.context(Optional.empty()), "hoist.example.com"))
        .isInstanceOf(SSLHandshakeException.class);
  }

  private static void meet(SSLContext trust, String name) throws IOException {
    try (var plain = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
        var tls = (SSLSocket) trust.getSocketFactory().createSocket(plain, name, 443, true)) {
      tls.startHandshake();
    }
  }
}
