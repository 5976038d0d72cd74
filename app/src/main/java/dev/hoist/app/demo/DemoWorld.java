package dev.hoist.app.demo;

import dev.hoist.app.HoistServer;
import dev.hoist.app.ServerOptions;
import dev.hoist.cli.config.Context;
import dev.hoist.cli.config.Contexts;
import dev.hoist.control.access.AccessTokens;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.identity.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A server, a seeded target, a policy and people to play with. */
final class DemoWorld implements AutoCloseable {
  static final String TARGET = "orders-demo";
  private static final List<String> PEOPLE = List.of("ana", "sam", "dana", "lee");

  private final Path folder;
  private final DemoTarget target;
  private final HoistServer server;
  private final Secret password;
  private Path config;

  private DemoWorld(Path folder, DemoTarget target, HoistServer server, Secret password) {
    this.folder = folder;
    this.target = target;
    this.server = server;
    this.password = password;
    this.config = folder.resolve("config.yaml");
  }

  /** Starts everything in a folder; what is there already is used again. */
  static DemoWorld start(Path folder, ServerOptions options) throws IOException, SQLException {
    Files.createDirectories(folder);
    DemoTarget target = DemoTarget.start(folder.resolve("target"));
    try {
      DemoFiles files = new DemoFiles(folder);
      files.write(target);
      HoistServer server = HoistServer.start(options);
      var world = new DemoWorld(folder, target, server, files.peoplesPassword());
      People.invite(server.identity(), server.firstAdminCode(), PEOPLE, world.password);
      return world;
    } catch (IOException | SQLException | RuntimeException e) {
      target.close();
      throw e;
    }
  }

  /** The options of a demo on loopback, on ports that are free. */
  static ServerOptions anyPorts(Path folder) {
    return new ServerOptions(
        folder, InetAddress.getLoopbackAddress(), 0, 0, List.of(), Optional.empty(), false);
  }

  /** Logs everyone in and writes a context for each into a configuration of the command. */
  void writeContexts(Path file) {
    var contexts = new Contexts(file);
    Optional<String> chosen = contexts.current().filter(name -> !name.startsWith("demo-"));
    for (String name : everyone()) {
      contexts.save(
          new Context("demo-" + name, apiUrl(), Optional.of(server.caFile()), Optional.of(name)));
      contexts.saveToken("demo-" + name, People.login(server.identity(), name, password));
    }
    contexts.use(chosen.orElse("demo-ana"));
    config = file;
  }

  private static List<String> everyone() {
    return java.util.stream.Stream.concat(PEOPLE.stream(), java.util.stream.Stream.of("admin"))
        .toList();
  }

  boolean isCurrent(Path file) {
    return new Contexts(file).current().equals(Optional.of("demo-ana"));
  }

  /** The real command, as one of the people. */
  Hoist as(String name) {
    Map<String, String> environment = new HashMap<>();
    environment.put("HOIST_CONFIG", config.toString());
    environment.put("HOIST_CONTEXT", "demo-" + name);
    environment.put("NO_COLOR", "1");
    environment.put("XDG_STATE_HOME", config.resolveSibling("state").toString());
    return new Hoist(Path.of(System.getProperty("hoist.home", ".")).resolve("hoist"), environment);
  }

  /** A one-time way in for someone's newest grant on the target. */
  Pass access(String name) {
    Subject subject = People.subject(server.identity(), name);
    Elevation.Granted grant =
        server.elevations().grants(Optional.of(subject.id())).stream()
            .map(stored -> (Elevation.Granted) stored.elevation())
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(name + " holds no grant"));
    return switch (server.tokens().issue(grant.grant().id(), subject)) {
      case AccessTokens.Issued.Token token ->
          new Pass(token.token(), gatewayPort(), subject.name(), TARGET, server.caFile());
      case AccessTokens.Issued.Refused refused ->
          throw new IllegalStateException(refused.message());
      case AccessTokens.Issued.NotFound none -> throw new IllegalStateException(none.message());
    };
  }

  DemoTarget target() {
    return target;
  }

  Path folder() {
    return folder;
  }

  /** A place for files of the tour. */
  Path scratch() {
    try {
      return Files.createDirectories(folder.resolve("scratch"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI apiUrl() {
    return server.apiUrl();
  }

  String gatewayAddress() {
    return server.gatewayAddress().toString().replaceFirst("^/", "");
  }

  int gatewayPort() {
    return server.gatewayAddress().getPort();
  }

  @Override
  public void close() {
    server.close();
    target.close();
  }
}
