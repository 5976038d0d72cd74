package dev.hoist.postgres.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.embedded.EmbeddedPostgres;
import dev.hoist.embedded.testing.TestFolders;
import dev.hoist.spi.ConnectorException;
import dev.hoist.spi.ConnectorException.Kind;
import dev.hoist.spi.TargetAccount;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("S18 the target is who it says, or nothing is said to it")
class TransportTest {
  private final Path folder = TestFolders.create();
  private Certificates good;
  private Certificates stranger;
  private EmbeddedPostgres server;
  private Orders orders;

  @BeforeAll
  void start() throws Exception {
    good = Certificates.make(folder.resolve("good"), "ip:127.0.0.1");
    stranger = Certificates.make(folder.resolve("stranger"), "ip:127.0.0.1");
    startWith(good);
    orders = new Orders(server, database());
  }

  private String database() {
    server.createDatabase("orders");
    return "orders";
  }

  private void startWith(Certificates certificates) throws IOException {
    Path store = folder.resolve("store");
    Path password = folder.resolve("store.password");
    EmbeddedPostgres.start(new EmbeddedPostgres.Settings(store, password)).close();
    certificates.giveTo(store.resolve("cluster"));
    server =
        EmbeddedPostgres.start(
            new EmbeddedPostgres.Settings(
                store,
                password,
                OptionalInt.empty(),
                Map.of(
                    "ssl", "on",
                    "ssl_cert_file", certificates.certificate().toString(),
                    "ssl_key_file", certificates.key().toString())));
  }

  @AfterAll
  void stop() {
    server.close();
    TestFolders.delete(folder);
  }

  @Test
  void verifiedTlsWorks() throws Exception {
    var options = Map.of("tls", "verify", "ca", good.certificate().toString());
    var connector = new PostgresConnector(current(options));
    assertThat(connector.present()).isEmpty();
  }

  @Test
  void serverOfAnotherAuthorityIsRefused() {
    refuses(Map.of("tls", "verify", "ca", stranger.certificate().toString()));
  }

  @Test
  void withoutACaJavasOwnAuthoritiesDecide() {
    refuses(Map.of("tls", "verify"));
  }

  @Test
  void certificateForAnotherNameIsRefused() throws IOException {
    server.close();
    Certificates other = Certificates.make(folder.resolve("other"), "dns:db.example.org");
    startWith(other);
    try {
      refuses(Map.of("tls", "verify", "ca", other.certificate().toString()));
    } finally {
      server.close();
      startWith(good);
    }
  }

  @Test
  void missingCaFileIsRefused() {
    refuses(Map.of("tls", "verify", "ca", folder.resolve("nowhere.pem").toString()));
  }

  private void refuses(Map<String, String> options) {
    var connector = new PostgresConnector(current(options));
    assertThatThrownBy(connector::present)
        .isInstanceOfSatisfying(
            ConnectorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED));
  }

  private TargetAccount current(Map<String, String> options) {
    var account = orders.account("ab12", Orders.PASSWORD, options);
    return new TargetAccount(
        Orders.target("127.0.0.1:" + server.port()),
        "ab12",
        account.user(),
        account.password(),
        account.options());
  }

  @Test
  void serverWithoutTlsIsRefusedWhenTlsIsAskedFor() throws Exception {
    Orders plain = new Orders();
    assertThatThrownBy(
            () -> plain.connector(Map.of("tls", "verify")).provision(Leases.of("SELECT ON orders")))
        .isInstanceOfSatisfying(
            ConnectorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED));
  }

  @Test
  void thereIsNoPrefer() {
    assertThatThrownBy(() -> orders.connector(Map.of("tls", "prefer")).present())
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("tls is verify or off, not prefer");
  }

  @Test
  @DisplayName("S23 a server that asks for the password itself does not get it")
  void passwordIsNotSentAsText() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var heard = CompletableFuture.supplyAsync(() -> askForPassword(socket));
      var connector = new PostgresConnector(at(socket.getLocalPort()));
      assertThatThrownBy(connector::present)
          .isInstanceOf(ConnectorException.class)
          .hasMessageContaining("not allowed by requireAuth");
      assertThat(heard.get()).doesNotContain("own p");
    }
  }

  /** Answers the startup message with AuthenticationCleartextPassword; gives what comes back. */
  private static String askForPassword(ServerSocket socket) {
    try (Socket client = socket.accept()) {
      int length = new java.io.DataInputStream(client.getInputStream()).readInt();
      client.getInputStream().readNBytes(length - 4);
      client.getOutputStream().write(new byte[] {'R', 0, 0, 0, 8, 0, 0, 0, 3});
      byte[] rest = client.getInputStream().readAllBytes();
      return new String(rest, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  @Test
  @DisplayName("L03 a target that says nothing is unreachable, in bounded time")
  void silentTargetIsUnreachable() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var connector = new PostgresConnector(at(socket.getLocalPort()));
      assertThatThrownBy(connector::present)
          .isInstanceOfSatisfying(
              ConnectorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE));
    }
  }

  private static TargetAccount at(int port) {
    return new TargetAccount(
        Orders.target("127.0.0.1:" + port),
        "ab12",
        "hoist",
        Orders.PASSWORD,
        Map.of("database", "orders", "tls", "off"));
  }
}
