package dev.hoist.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hoist.cli.support.FakeApi;
import dev.hoist.cli.support.TestLine;
import dev.hoist.cli.support.Views;
import dev.hoist.wire.AccessView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signals, on a process of its own. */
@Tag("slow")
final class InterruptionTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir Path home;
  private final FakeApi api = new FakeApi();

  @AfterEach
  void stop() {
    api.close();
  }

  private Process start(String... args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "--default-signal=INT", // which tests that run in a shell's background ignore
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.hoist.cli.Main"));
    command.addAll(List.of(args));
    var builder = new ProcessBuilder(command);
    builder.environment().put("HOME", home.toString());
    builder.environment().put("HOIST_SERVER", api.url());
    builder.environment().put("HOIST_CA", FakeApi.ca().toString());
    builder.environment().put("HOIST_TOKEN", "t0ken");
    builder.environment().put("PATH", home + ":" + System.getenv("PATH"));
    builder.redirectErrorStream(true).redirectOutput(home.resolve("out").toFile());
    return builder.start();
  }

  private String said() {
    try {
      return Files.readString(home.resolve("out"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process psqlThatStays() throws IOException {
    Path psql = home.resolve("psql");
    Files.writeString(
        psql,
        """
        #!/bin/sh
        printf '%s' "$PGPASSFILE" > "$HOME/passfile.new"; echo $$ > "$HOME/pid"
        trap 'touch "$HOME/interrupted"' INT
        mv "$HOME/passfile.new" "$HOME/passfile"
        while [ ! -e "$HOME/end" ]; do sleep 0.05; done
        exit 5
        """);
    Files.setPosixFilePermissions(psql, PosixFilePermissions.fromString("rwx------"));
    api.on(
            "GET /api/v1/grants",
            Views.page(List.of(Views.grant("G-7", TestLine.NOW.plusSeconds(90)))))
        .on(
            "POST /api/v1/grants/G-7/access",
            new AccessView("t", "localhost", 1, "ana", "orders", "ca", TestLine.NOW));
    Process hoist = start("psql", "orders", "--role", "fix");
    await().atMost(PATIENCE).until(() -> Files.exists(home.resolve("passfile")));
    return hoist;
  }

  private Path privateFolder() throws IOException {
    Path passfile = Path.of(Files.readString(home.resolve("passfile")));
    return Objects.requireNonNull(passfile.getParent());
  }

  private static void signal(String name, long pid) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor())
        .isZero();
  }

  private static int exit(Process process) throws InterruptedException {
    if (!process.waitFor(PATIENCE)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError("it does not end");
    }
    return process.exitValue();
  }

  @Test
  void interruptIsForPsqlAlone() throws Exception {
    Process hoist = psqlThatStays();
    signal("INT", hoist.pid());
    signal("INT", Long.parseLong(Files.readString(home.resolve("pid")).strip()));
    await().atMost(PATIENCE).until(() -> Files.exists(home.resolve("interrupted")));
    Files.createFile(home.resolve("end"));

    assertThat(exit(hoist)).isEqualTo(5);
    assertThat(privateFolder()).doesNotExist();
  }

  @Test
  @DisplayName("S23 a terminated command takes psql and the private files with it")
  void terminationLeavesNothing() throws Exception {
    Process hoist = psqlThatStays();
    Path folder = privateFolder();
    assertThat(folder).exists();
    long psql = Long.parseLong(Files.readString(home.resolve("pid")).strip());
    signal("TERM", hoist.pid());

    assertThat(exit(hoist)).isEqualTo(143);
    assertThat(folder).doesNotExist();
    await()
        .atMost(PATIENCE)
        .until(() -> ProcessHandle.of(psql).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void interruptedWaitingLeavesTheRequestOpen() throws Exception {
    api.on("GET /api/v1/requests/R-7", Views.pending())
        .events("GET /api/v1/requests/R-7/events", Views.pending());
    Process hoist = start("request", "wait", "R-7");
    await().atMost(PATIENCE).until(() -> said().contains("come back with"));
    signal("INT", hoist.pid());

    assertThat(exit(hoist)).isEqualTo(130);
    assertThat(said()).contains("Ctrl-C leaves it open; come back with: hoist request wait R-7");
  }
}
