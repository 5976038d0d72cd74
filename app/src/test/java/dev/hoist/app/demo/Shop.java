package dev.hoist.app.demo;

import dev.hoist.app.HoistServer;
import dev.hoist.control.access.AccessTokens;
import dev.hoist.control.elevation.Answer;
import dev.hoist.control.elevation.Ask;
import dev.hoist.control.elevation.Result;
import dev.hoist.control.elevation.State;
import dev.hoist.control.elevation.Stored;
import dev.hoist.kernel.elevation.Digest;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.identity.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import org.awaitility.Awaitility;

/** A whole server and a real target that outlives it, with the demo's policy and people. */
final class Shop implements AutoCloseable {
  private final TemporaryFolder folder;
  private final DemoFiles files;
  private DemoTarget target;
  private HoistServer server;
  private OptionalInt targetPort = OptionalInt.empty();

  private Shop(TemporaryFolder folder, DemoTarget target, HoistServer server) {
    this.folder = folder;
    this.files = new DemoFiles(folder.path());
    this.target = target;
    this.server = server;
  }

  static Shop open() throws Exception {
    TemporaryFolder folder = TemporaryFolder.create("hoist-shop");
    DemoTarget target = DemoTarget.start(folder.path().resolve("target"));
    var files = new DemoFiles(folder.path());
    files.write(target);
    HoistServer server = HoistServer.start(DemoWorld.anyPorts(folder.path()));
    People.invite(
        server.identity(),
        server.firstAdminCode(),
        List.of("ana", "sam", "dana", "lee"),
        files.peoplesPassword());
    return new Shop(folder, target, server);
  }

  Path data() {
    return folder.path();
  }

  HoistServer server() {
    return server;
  }

  DemoTarget target() {
    return target;
  }

  Secret peoplesPassword() throws Exception {
    return files.peoplesPassword();
  }

  void stopServer() {
    server.close();
  }

  void startServer() {
    server = HoistServer.start(DemoWorld.anyPorts(folder.path()));
  }

  /** Takes the target away; its data stays. */
  void stopTarget() {
    targetPort = OptionalInt.of(target.port());
    target.close();
  }

  /** Brings it back where it was. */
  void restartTarget() throws Exception {
    target = DemoTarget.start(folder.path().resolve("target"), targetPort);
  }

  Subject subject(String name) {
    return People.subject(server.identity(), name);
  }

  RequestId ask(String who, String role, Duration length) {
    Answer answer =
        server
            .elevations()
            .ask(
                new Ask(
                    subject(who),
                    "orders-demo",
                    role,
                    length,
                    Optional.of("test"),
                    Optional.empty()));
    if (answer instanceof Answer.Opened opened) {
      return opened.stored().id();
    }
    throw new AssertionError("not opened: " + answer);
  }

  Result approve(String who, RequestId id) {
    Digest shown = find(id).elevation().request().digest();
    return server.elevations().approve(id, subject(who), shown, Optional.empty(), "");
  }

  Stored find(RequestId id) {
    return server.elevations().find(id).orElseThrow();
  }

  /** Waits until the elevation is in a state. */
  Elevation await(RequestId id, State state) {
    Awaitility.await(id + " " + state.word())
        .atMost(Duration.ofSeconds(90))
        .until(() -> State.of(find(id).elevation()) == state);
    return find(id).elevation();
  }

  /** Connects through the gateway under a grant, as pgjdbc does. */
  Connection connect(String who, RequestId id) throws SQLException {
    return connect(who, token(who, id));
  }

  Secret token(String who, RequestId id) {
    if (server.tokens().issue(id.grant(), subject(who)) instanceof AccessTokens.Issued.Token it) {
      return it.token();
    }
    throw new AssertionError("no token for " + id);
  }

  Connection connect(String who, Secret token) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", who);
    properties.setProperty("password", token.reveal());
    properties.setProperty("sslmode", "verify-full");
    properties.setProperty("sslrootcert", server.caFile().toString());
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:" + server.gatewayAddress().getPort() + "/orders-demo",
        properties);
  }

  String rolesOnTarget() throws SQLException {
    return target.one("SELECT count(*) FROM pg_roles WHERE rolname ~ '^hoist_g'");
  }

  @Override
  public void close() throws IOException {
    server.close();
    target.close();
    folder.close();
  }
}
