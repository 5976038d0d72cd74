package dev.hoist.app.demo;

import dev.hoist.cli.base.Format;
import dev.hoist.cli.base.Globals;
import dev.hoist.cli.base.Prompt;
import dev.hoist.cli.base.Shell;
import dev.hoist.cli.client.Api;
import dev.hoist.cli.client.Endpoint;
import dev.hoist.wire.AccessView;
import dev.hoist.wire.ApproveRequest;
import dev.hoist.wire.NewRequest;
import dev.hoist.wire.RequestState;
import dev.hoist.wire.RequestView;
import dev.hoist.wire.Routes;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * {@code hoist demo} as a process of its own, whose files can be taken from it. Its people's clocks
 * are seven hours slow.
 */
final class DemoProcess implements AutoCloseable {
  private static final InstantSource SLOW =
      InstantSource.offset(InstantSource.system(), Duration.ofHours(-7));

  private final TemporaryFolder folder;
  private final Process process;
  private final List<String> said = new CopyOnWriteArrayList<>();

  private DemoProcess(TemporaryFolder folder, Process process) {
    this.folder = folder;
    this.process = process;
    listen();
  }

  static DemoProcess start() throws IOException {
    TemporaryFolder folder = TemporaryFolder.create("hoist-process");
    List<String> command = command("demo", folder.path());
    var demo = new DemoProcess(folder, builder(folder.path(), command).start());
    Awaitility.await()
        .atMost(Duration.ofMinutes(5))
        .until(() -> demo.said().contains("In a second terminal") || !demo.process.isAlive());
    if (!demo.process.isAlive()) {
      throw new IOException("the demo did not start:\n" + demo.said());
    }
    return demo;
  }

  /** A server on any ports. */
  static List<String> command(String what, Path data) {
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:-UsePerfData",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.hoist.app.Main",
            what,
            "--data",
            data.toString(),
            "--api-port",
            "0",
            "--gateway-port",
            "0"));
  }

  static ProcessBuilder builder(Path folder, List<String> command) {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("HOIST_CONFIG", config(folder));
    return builder;
  }

  private static String config(Path folder) {
    return folder.resolve("config").resolve("config.yaml").toString();
  }

  private void listen() {
    Thread.ofVirtual()
        .start(
            () -> {
              try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                lines.lines().forEach(said::add);
              } catch (IOException e) {
                said.add("(output lost: " + e.getMessage() + ")");
              }
            });
  }

  Path data() {
    return folder.path().resolve("demo");
  }

  /** From here on nothing that it writes to a file is taken, as on a full disk. */
  void fillDisk() throws Exception {
    limitFiles("0");
  }

  void emptyDisk() throws Exception {
    limitFiles("unlimited");
  }

  private void limitFiles(String bytes) throws Exception {
    Process limiter =
        new ProcessBuilder("prlimit", "--pid", "" + process.pid(), "--fsize=" + bytes + ":")
            .inheritIO()
            .start();
    if (limiter.waitFor() != 0) {
      throw new IOException("prlimit does not limit; it is part of util-linux");
    }
  }

  private Shell shell(String who) {
    var nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return new Shell(
        Map.of("HOIST_CONFIG", config(folder.path()), "HOIST_CONTEXT", "demo-" + who),
        InputStream.nullInputStream(),
        nowhere,
        nowhere,
        Prompt.none(),
        false,
        SLOW,
        ZoneOffset.UTC);
  }

  Api as(String who) {
    Shell shell = shell(who);
    var globals = new Globals(Optional.empty(), Format.JSON, false);
    return new Api(Endpoint.resolve(shell, globals), shell);
  }

  RequestView ask(String role) {
    Api ana = as("ana");
    var wish = new NewRequest("orders-demo", role, Duration.ofMinutes(5), Optional.of("test"));
    return ana.post(Routes.REQUESTS, wish, RequestView.class);
  }

  void approve(RequestView request) {
    Api dana = as("dana");
    var yes = new ApproveRequest(request.digest(), Optional.empty(), Optional.empty());
    dana.post(Routes.with(Routes.APPROVE, request.id()), yes);
  }

  RequestView await(RequestView request, RequestState state) {
    Api ana = as("ana");
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> ana.get(Routes.with(Routes.REQUEST, request.id()), RequestView.class),
            seen -> seen.state() == state);
  }

  /** A session through the gateway under a grant. */
  Connection connect(RequestView request) throws SQLException, IOException {
    AccessView access;
    Api ana = as("ana");
    String grant = request.id().replace("R-", "G-");
    access = ana.post(Routes.with(Routes.ACCESS, grant), Map.of(), AccessView.class);
    Path ca = folder.path().resolve("ca.pem");
    Files.writeString(ca, access.caPem());
    var properties = new Properties();
    properties.setProperty("user", access.user());
    properties.setProperty("password", access.token());
    properties.setProperty("sslmode", "verify-full");
    properties.setProperty("sslrootcert", ca.toString());
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%d/%s".formatted(access.host(), access.port(), access.database()),
        properties);
  }

  String said() {
    return String.join("\n", said);
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    process.onExit().completeOnTimeout(process, 60, TimeUnit.SECONDS).join();
    process.destroyForcibly().onExit().join();
    folder.close();
  }
}
