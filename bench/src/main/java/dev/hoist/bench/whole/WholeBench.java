package dev.hoist.bench.whole;

import dev.hoist.bench.Figures;
import dev.hoist.bench.Machine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The product by the wall clock: start, commands, from approval to a result, past the deadline. */
public final class WholeBench {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> COMMANDS =
      List.of("version", "ls", "status", "inbox", "session ls", "policy check POLICY");

  private final Path launcher;
  private final PrintStream out;

  public WholeBench(Path launcher, PrintStream out) {
    this.launcher = launcher;
    this.out = out;
  }

  public void run() throws Exception {
    Path folder =
        Files.setPosixFilePermissions(
            Files.createTempDirectory("hoist-bench"), PosixFilePermissions.fromString("rwx--x--x"));
    try (Demo first = Demo.start(launcher, folder)) {
      tell("first start of the demo, making its databases", seconds(first.toReady()));
    }
    var warm = new Figures();
    for (int i = 0; i < 3; i++) {
      try (Demo again = Demo.start(launcher, folder)) {
        warm.add(again.toReady());
      }
    }
    tell("warm start to ready (wanted: at most 6 s)", warm.tell("s"));
    try (Demo demo = Demo.start(launcher, folder)) {
      commands(folder);
      approvalToResult(folder);
      overrun(folder);
      tell(
          "server's resident memory, without the two PostgreSQL (wanted: at most 450 MB)",
          Machine.residentMegabytes(demo.pid()) + " MB");
    }
    out.println();
  }

  /** In turns, so that no command alone meets a server that has just started. */
  private void commands(Path folder) throws Exception {
    var figures = new LinkedHashMap<String, Figures>();
    for (int i = 0; i < 11; i++) {
      for (String line : COMMANDS) {
        String policy = folder.resolve("demo").resolve("policy").toString();
        List<String> command = List.of(line.replace("POLICY", policy).split(" "));
        figures.computeIfAbsent(line, unseen -> new Figures()).add(time(folder, command));
      }
    }
    figures.forEach(
        (command, times) -> tell("hoist " + command + " (wanted: at most 0.4 s)", times.tell("s")));
  }

  private Duration time(Path folder, List<String> command) throws Exception {
    long since = System.nanoTime();
    Process process = Demo.as(launcher, folder, "ana", command);
    Demo.text(process);
    if (process.exitValue() != 0) {
      throw new IOException("hoist " + String.join(" ", command) + " failed");
    }
    return Duration.ofNanos(System.nanoTime() - since);
  }

  /** From dana's approval being recorded to psql's end, less what psql needs by itself. */
  private void approvalToResult(Path folder) throws Exception {
    var beyond = new Figures();
    for (int i = 0; i < 5; i++) {
      Process waiting =
          Demo.as(
              launcher,
              folder,
              "ana",
              List.of(
                  "psql",
                  "orders-demo",
                  "--role",
                  "fix",
                  "--for",
                  "1m",
                  "--reason",
                  "bench",
                  "--",
                  "-Atc",
                  "SELECT 1"));
      String id = pending(folder);
      Demo.text(Demo.as(launcher, folder, "dana", List.of("approve", id)));
      Demo.text(waiting);
      Instant end = Instant.now();
      Instant approved =
          Instant.parse(show(folder, id).path("approvals").get(0).path("at").asString());
      beyond.add(Duration.between(approved, end).toNanos() / 1e6 - psqlAlone());
      Demo.text(Demo.as(launcher, folder, "ana", List.of("done")));
    }
    tell(
        "approval to the first result, beyond psql's own time (wanted: 300 ms)", beyond.tell("ms"));
  }

  /** What psql needs to start at all, in ms. */
  private static double psqlAlone() throws Exception {
    long since = System.nanoTime();
    Demo.text(new ProcessBuilder("psql", "--version").start());
    return (System.nanoTime() - since) / 1e6;
  }

  private String pending(Path folder) throws Exception {
    for (int i = 0; i < 100; i++) {
      JsonNode inbox =
          JSON.readTree(
              Demo.text(Demo.as(launcher, folder, "dana", List.of("inbox", "-o", "json"))));
      JsonNode items = inbox.isArray() ? inbox : inbox.path("items");
      if (!items.isEmpty()) {
        return items.get(0).path("id").asString();
      }
    }
    throw new IOException("ana's request never came to dana");
  }

  private JsonNode show(Path folder, String id) throws Exception {
    return JSON.readTree(
        Demo.text(Demo.as(launcher, folder, "ana", List.of("request", "show", id, "-o", "json"))));
  }

  /** How long after the deadline the gateway had cut a session that was busy. */
  private void overrun(Path folder) throws Exception {
    var over = new Figures();
    for (int i = 0; i < 5; i++) {
      Demo.text(
          Demo.as(
              launcher,
              folder,
              "ana",
              List.of(
                  "psql",
                  "orders-demo",
                  "--role",
                  "read",
                  "--for",
                  "5s",
                  "--reason",
                  "bench",
                  "--",
                  "-c",
                  "SELECT pg_sleep(60)")));
      JsonNode sessions =
          JSON.readTree(
              Demo.text(Demo.as(launcher, folder, "ana", List.of("session", "ls", "-o", "json"))));
      JsonNode session = (sessions.isArray() ? sessions : sessions.path("items")).get(0);
      JsonNode request = show(folder, session.path("grant").asString().replace("G-", "R-"));
      over.add(
          Duration.between(
                      Instant.parse(request.path("expiresAt").asString()),
                      Instant.parse(session.path("endedAt").asString()))
                  .toNanos()
              / 1e6);
    }
    tell("session cut after its deadline (wanted: at most 1,000 ms)", over.tell("ms"));
  }

  private void tell(String what, String figure) {
    out.printf(Locale.ROOT, "%-78s %s%n", what, figure);
  }

  private static String seconds(Duration took) {
    return String.format(Locale.ROOT, "%9.3f s", took.toNanos() / 1e9);
  }
}
