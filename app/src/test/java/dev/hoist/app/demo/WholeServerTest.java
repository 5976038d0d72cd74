package dev.hoist.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.app.HoistServer;
import dev.hoist.app.ServerOptions;
import dev.hoist.control.elevation.Result;
import dev.hoist.control.elevation.State;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.EndCause;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.identity.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The joined house on real databases, with pgjdbc as the client. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WholeServerTest {
  private static final Duration MINUTES = Duration.ofMinutes(5);

  private Shop shop;

  @BeforeAll
  void open() throws Exception {
    shop = Shop.open();
  }

  @AfterAll
  void close() throws Exception {
    shop.close();
  }

  private RequestId granted(String role, Duration length) {
    RequestId id = shop.ask("ana", role, length);
    if (role.equals("fix")) {
      assertThat(shop.approve("dana", id)).isInstanceOf(Result.Done.class);
    }
    shop.await(id, State.ACTIVE);
    return id;
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  @DisplayName("S01 S05 a session is cut at its deadline, and the role proved absent")
  void cutAtTheDeadline() throws Exception {
    RequestId id = granted("read", Duration.ofSeconds(10));
    try (Connection connection = shop.connect("ana", id)) {
      assertThatThrownBy(() -> run(connection, "SELECT pg_sleep(60)"))
          .hasMessageContaining(id.grant().toString())
          .hasMessageContaining("deadline");
    }
    var ended = (Elevation.Ended) shop.await(id, State.ENDED);
    assertThat(ended.end().cause()).isEqualTo(EndCause.EXPIRED);
    assertThat(
            shop.target()
                .one(
                    "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'hoist_g"
                        + id.number()
                        + "\\_%'"))
        .isEqualTo("0");
  }

  @Test
  @DisplayName("S15 the end of one grant leaves another's session alone")
  void overlappingGrants() throws Exception {
    RequestId one = granted("read", MINUTES);
    RequestId other = granted("read", MINUTES);
    try (Connection connection = shop.connect("ana", other)) {
      shop.server().elevations().done(one, shop.subject("ana"));
      shop.await(one, State.ENDED);
      run(connection, "SELECT 1");
    }
    shop.server().elevations().done(other, shop.subject("ana"));
  }

  @Test
  @DisplayName(
      "S02 S04 a restart keeps the grant and its deadline; a token of before still opens once")
  void restart() throws Exception {
    RequestId id = granted("fix", MINUTES);
    var before = ((Elevation.Active) shop.find(id).elevation()).grant();
    shop.stopServer();
    shop.startServer();
    assertThat(((Elevation.Active) shop.find(id).elevation()).grant()).isEqualTo(before);
    try (Connection connection = shop.connect("ana", id)) {
      run(connection, "UPDATE orders SET status = 'new' WHERE id = 8001");
    }
    shop.server().elevations().revoke(id, shop.subject("admin"), "over");
    shop.await(id, State.ENDED);
  }

  @Test
  @DisplayName("L02 what expired while the server was down is taken back when it starts")
  void expiredWhileDown() throws Exception {
    RequestId id = granted("read", Duration.ofSeconds(6));
    var until = ((Elevation.Granted) shop.find(id).elevation()).grant().until();
    shop.stopServer();
    Awaitility.await().until(() -> java.time.Instant.now().isAfter(until));
    shop.startServer();
    shop.await(id, State.ENDED);
  }

  @Test
  @DisplayName("S13 a token opens one session, whoever presents it again")
  void oneTimeToken() throws Exception {
    RequestId id = granted("read", MINUTES);
    Secret token = shop.token("ana", id);
    shop.connect("ana", token).close();
    assertThatThrownBy(() -> shop.connect("ana", token)).hasMessageContaining("hoist psql");
    shop.server().elevations().done(id, shop.subject("ana"));
  }

  @Test
  void whereThereIsNoPsqlTheTourWorksWithPgjdbc() throws Exception {
    RequestId id = granted("fix", MINUTES);
    Client client =
        new JdbcClient(
            () ->
                new Pass(
                    shop.token("ana", id),
                    shop.server().gatewayAddress().getPort(),
                    "ana",
                    "orders-demo",
                    shop.server().caFile()));
    assertThat(client.remark()).contains("there is no psql", client.name());
    Hoist.Ran update = client.run("UPDATE orders SET status = 'new' WHERE id = 8002");
    assertThat(update.out()).as(update.all()).isEqualTo("UPDATE 1\n");
    assertThat(client.run("DROP TABLE orders").all()).contains("must be owner");
    client.prepareReconnect();
    shop.server().elevations().done(id, shop.subject("ana"));
    shop.await(id, State.ENDED);
    Hoist.Ran again = client.reconnect();
    assertThat(again.exit()).isNotZero();
    assertThat(again.err()).contains("hoist request");
  }

  @Test
  @DisplayName("S18 the user and database that a client names decide nothing")
  void namesDecideNothing() throws Exception {
    RequestId id = granted("read", MINUTES);
    Secret token = shop.token("ana", id);
    assertThatThrownBy(() -> shop.connect("postgres", token)).hasMessageContaining("user ana");
    shop.server().elevations().done(id, shop.subject("ana"));
  }

  @Test
  @DisplayName("S23 no secret is in any file that the server writes")
  void canaries() throws Exception {
    RequestId id = granted("read", MINUTES);
    Secret token = shop.token("ana", id);
    try (Connection connection = shop.connect("ana", token)) {
      run(connection, "SELECT count(*) FROM orders");
    }
    shop.server().elevations().done(id, shop.subject("ana"));
    shop.await(id, State.ENDED);
    Secret login = People.login(shop.server().identity(), "ana", shop.peoplesPassword());
    Path keeper = shop.data().resolve("connector.password");
    String connector = Files.readString(keeper).strip();
    for (String secret : List.of(token.reveal(), login.reveal(), connector)) {
      assertThat(filesWith(secret)).isSubsetOf(List.of(keeper));
    }
    assertThat(filesWith(shop.peoplesPassword().reveal()))
        .containsExactly(shop.data().resolve("people.password"));
  }

  private List<Path> filesWith(String secret) throws Exception {
    List<Path> holding = new ArrayList<>();
    Files.walkFileTree(
        shop.data(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && holds(file, secret)) {
              holding.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            return unlessGone(e);
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
              throws IOException {
            return unlessGone(e);
          }
        });
    return holding;
  }

  /** The server deletes files while we look. */
  private static FileVisitResult unlessGone(@Nullable IOException e) throws IOException {
    if (e != null && !(e instanceof NoSuchFileException)) {
      throw e;
    }
    return FileVisitResult.CONTINUE;
  }

  private static boolean holds(Path file, String secret) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(secret);
    } catch (IOException e) {
      return false; // a database's file that was there a moment ago
    }
  }

  @Test
  void aBrokenPolicyFileKeepsTheOldOneInForce() throws Exception {
    Path file = shop.data().resolve("policy").resolve("orders.yaml");
    String good = Files.readString(file);
    Files.writeString(file, good.replace("rules:", "ruels:"));
    Awaitility.await().until(() -> shop.server().policies().lastProblem().isPresent());
    assertThat(shop.server().policies().lastProblem().orElseThrow().problems().getFirst().message())
        .contains("rules");
    RequestId id = granted("read", MINUTES);
    shop.server().elevations().done(id, shop.subject("ana"));
    Files.writeString(file, good);
    Awaitility.await().until(() -> shop.server().policies().lastProblem().isEmpty());
  }

  @Test
  void aSecondServerOnTheSameFolderIsTurnedAway() {
    assertThatThrownBy(() -> HoistServer.start(DemoWorld.anyPorts(shop.data())))
        .hasMessageContaining("another hoist server")
        .hasMessageContaining("HOIST_DATA");
  }

  @Test
  void aTakenPortIsNamed() throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (TemporaryFolder folder = TemporaryFolder.create("hoist-port");
        ServerSocket taken = new ServerSocket(0, 1, here)) {
      var gateway =
          new ServerOptions(
              folder.path(), here, 0, taken.getLocalPort(), List.of(), Optional.empty(), false);
      assertThatThrownBy(() -> HoistServer.start(gateway))
          .hasMessageContaining("" + taken.getLocalPort());
      var api =
          new ServerOptions(
              folder.path(), here, taken.getLocalPort(), 0, List.of(), Optional.empty(), false);
      assertThatThrownBy(() -> HoistServer.start(api))
          .hasMessageContaining("" + taken.getLocalPort());
    }
  }
}
