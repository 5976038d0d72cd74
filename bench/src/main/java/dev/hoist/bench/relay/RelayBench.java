package dev.hoist.bench.relay;

import dev.hoist.bench.Figures;
import dev.hoist.bench.Machine;
import dev.hoist.control.tls.HoistCa;
import dev.hoist.control.tls.TlsFiles;
import dev.hoist.embedded.EmbeddedPostgres;
import dev.hoist.kernel.identity.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code pgbench -S} with 8 clients, in turns: straight to the server, through pgbouncer, through
 * the gateway; in clear and with TLS towards the client. Told as queries a second and as the
 * proxy's own CPU time for 1,000 queries. The gateway records every statement; pgbouncer does not.
 */
public final class RelayBench {
  private static final int ROUNDS = 4; // the first only warms up
  private static final int SECONDS = 5;

  private final PrintStream out;

  public RelayBench(PrintStream out) {
    this.out = out;
  }

  /** One way to the server; {@code pid} is the proxy's, empty when there is none. */
  private record Way(String name, int port, Optional<Long> pid, Secret password, String sslmode) {}

  private static final class Row {
    final Figures perSecond = new Figures();
    final Figures cpu = new Figures();
  }

  public void run() throws Exception {
    Optional<Pgbench> pgbench = Pgbench.find();
    if (pgbench.isEmpty()) {
      out.println("relay: left out, there is no pgbench (Debian: apt-get install postgresql)");
      return;
    }
    Path folder =
        Files.setPosixFilePermissions(
            Files.createTempDirectory("hoist-relay"), PosixFilePermissions.fromString("rwx--x--x"));
    Secret password = secret();
    try (EmbeddedPostgres target = target(folder, password)) {
      pgbench.get().fill(target.port(), OpenDesk.USER, password);
      measure(folder, pgbench.get(), target.port(), password);
    }
  }

  private void measure(Path folder, Pgbench pgbench, int target, Secret password) throws Exception {
    TlsFiles tls = HoistCa.open(folder.resolve("tls"), List.of(), Instant.now());
    Secret token = secret();
    Process gateway = gateway(folder, target, token, password);
    int port = port(gateway);
    try (Bouncer bouncer = bouncer(folder, tls, target, password)) {
      List<Way> ways = new ArrayList<>();
      ways.add(new Way("direct, clear", target, Optional.empty(), password, "disable"));
      for (String mode : List.of("disable", "require")) {
        String how = mode.equals("disable") ? "clear" : "TLS";
        ways.add(
            new Way(
                "pgbouncer, " + how, bouncer.port(), Optional.of(bouncer.pid()), password, mode));
        ways.add(new Way("hoist, " + how, port, Optional.of(gateway.pid()), token, mode));
      }
      tell(inTurns(pgbench, ways));
      out.printf(
          "the gateway's resident memory: %d MB%n", Machine.residentMegabytes(gateway.pid()));
    } finally {
      gateway.getOutputStream().close();
      gateway.waitFor();
    }
  }

  private static Bouncer bouncer(Path folder, TlsFiles tls, int target, Secret password)
      throws IOException, InterruptedException {
    Path own = Files.createDirectory(folder.resolve("pgbouncer"));
    return Bouncer.start(own, tls, target, password);
  }

  private static Map<String, Row> inTurns(Pgbench pgbench, List<Way> ways)
      throws IOException, InterruptedException {
    Map<String, Row> rows = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (Way way : ways) {
        Duration before = cpu(way);
        Pgbench.Ran ran =
            pgbench.selects(way.port(), OpenDesk.USER, way.password(), way.sslmode(), SECONDS);
        Duration used = cpu(way).minus(before);
        if (round > 0) {
          Row row = rows.computeIfAbsent(way.name(), name -> new Row());
          row.perSecond.add(ran.perSecond());
          row.cpu.add(used.toNanos() / 1e6 / ran.queries() * 1000);
        }
      }
    }
    return rows;
  }

  private static Duration cpu(Way way) throws IOException {
    return way.pid().isPresent() ? Machine.cpu(way.pid().get()) : Duration.ZERO;
  }

  private void tell(Map<String, Row> rows) {
    double direct = rows.values().iterator().next().perSecond.median();
    out.printf(
        Locale.ROOT,
        "%-18s %12s %10s %26s%n",
        "pgbench -S -c 8",
        "queries/s",
        "of direct",
        "proxy's CPU, ms/1,000");
    rows.forEach(
        (name, row) ->
            out.printf(
                Locale.ROOT,
                "%-18s %12.0f %9.0f%% %26s%n",
                name,
                row.perSecond.median(),
                100 * row.perSecond.median() / direct,
                name.startsWith("direct") ? "-" : row.cpu.tell("")));
  }

  private static EmbeddedPostgres target(Path folder, Secret password) throws Exception {
    EmbeddedPostgres server =
        EmbeddedPostgres.start(
            new EmbeddedPostgres.Settings(
                folder.resolve("target"), folder.resolve("target.password")));
    server.createDatabase(OpenDesk.DATABASE);
    try (var connection = server.connect(OpenDesk.DATABASE);
        var statement = connection.createStatement()) {
      // Hex digits only, made by us: nothing to quote.
      statement.execute(
          "CREATE ROLE " + OpenDesk.USER + " LOGIN PASSWORD '" + password.reveal() + "'");
      statement.execute("GRANT ALL ON SCHEMA public TO " + OpenDesk.USER);
    }
    return server;
  }

  private static Process gateway(Path folder, int target, Secret token, Secret password)
      throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dhoist.log=warn",
                "-cp",
                System.getProperty("java.class.path"),
                GatewayProcess.class.getName(),
                folder.toString(),
                String.valueOf(target))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var input = process.getOutputStream();
    input.write(
        (token.reveal() + "\n" + password.reveal() + "\n").getBytes(StandardCharsets.UTF_8));
    input.flush();
    return process;
  }

  private static int port(Process gateway) throws IOException {
    var reader =
        new BufferedReader(new InputStreamReader(gateway.getInputStream(), StandardCharsets.UTF_8));
    String line = reader.readLine();
    if (line == null) {
      throw new IOException("the gateway did not start");
    }
    return Integer.parseInt(line.strip());
  }

  private static Secret secret() {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    return Secret.of(HexFormat.of().formatHex(random));
  }
}
