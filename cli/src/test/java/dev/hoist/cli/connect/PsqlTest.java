package dev.hoist.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.cli.support.FakeApi;
import dev.hoist.cli.support.TestLine;
import dev.hoist.cli.support.Views;
import dev.hoist.wire.AccessView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real command with a psql of paper, which writes down what it was given. */
final class PsqlTest {
  private static final String TOKEN = "one-time:t\\ken";

  private static final String OPEN = "GET /api/v1/requests?state=pending%2Capproved%2Cprovisioning";

  @TempDir Path home;
  private final FakeApi api = new FakeApi();

  @AfterEach
  void stop() {
    api.close();
  }

  private TestLine line(String script) throws IOException {
    Path psql = home.resolve("bin/psql");
    Files.createDirectories(psql.getParent());
    Files.writeString(psql, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(psql, PosixFilePermissions.fromString("rwx------"));
    api.on(
            "GET /api/v1/grants",
            Views.page(List.of(Views.grant("G-7", Instant.now().plusSeconds(3600)))))
        .on("POST /api/v1/grants/G-7/access", access());
    return new TestLine(home)
        .at(api)
        .with("PATH", home.resolve("bin") + ":" + System.getenv("PATH"));
  }

  private static AccessView access() {
    return new AccessView(
        TOKEN, "gate.example", 7432, "ana", "orders", "the ca\n", TestLine.NOW.plusSeconds(60));
  }

  private static String script(Path to) {
    return """
    cd %s
    for a in "$@"; do printf '%%s\\n' "$a"; done > argv
    env > env
    tr '\\0' '\\n' < /proc/$PPID/cmdline > parent
    cp "$PGPASSFILE" passfile; cp "$PGSSLROOTCERT" ca
    ls -ld "${PGPASSFILE%%/*}" | cut -c1-10 > modes
    ls -l "$PGPASSFILE" "$PGSSLROOTCERT" | cut -c1-10 >> modes
    exit 3
    """
        .formatted(to);
  }

  @Test
  void connectsUnderALiveGrantAndPassesTheExitCodeOn() throws IOException {
    TestLine.Ran ran =
        line(script(home)).run("psql", "orders", "--role", "fix", "--", "-At", "-c", "select 1");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("✓ G-7 lasts another ");
    assertThat(Files.readAllLines(home.resolve("argv"))).containsExactly("-At", "-c", "select 1");
    assertThat(Files.readAllLines(home.resolve("env")))
        .contains(
            "PGHOST=gate.example",
            "PGPORT=7432",
            "PGUSER=ana",
            "PGDATABASE=orders",
            "PGSSLMODE=verify-full");
    assertThat(home.resolve("ca")).hasContent("the ca");
  }

  @Test
  @DisplayName("S23 psql's token is only in a private file, which is gone afterwards")
  void theTokenIsInNoArgumentAndNoVariable() throws IOException {
    line(script(home)).run("psql", "orders", "--role", "fix");

    assertThat(home.resolve("passfile"))
        .hasContent("gate.example:7432:orders:ana:one-time\\:t\\\\ken");
    assertThat(Files.readString(home.resolve("argv"))).doesNotContain(TOKEN);
    assertThat(Files.readString(home.resolve("env"))).doesNotContain(TOKEN).doesNotContain("t0ken");
    assertThat(Files.readString(home.resolve("parent"))).doesNotContain(TOKEN);
    assertThat(Files.readAllLines(home.resolve("modes")))
        .containsExactly("drwx------", "-rw-------", "-rw-------");
    assertThat(passfile()).doesNotExist();
    assertThat(passfile().getParent()).doesNotExist();
  }

  private Path passfile() throws IOException {
    return Files.readAllLines(home.resolve("env")).stream()
        .filter(line -> line.startsWith("PGPASSFILE="))
        .map(line -> Path.of(line.substring("PGPASSFILE=".length())))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theUsersOwnSettingsCannotLeadItElsewhere() {
    Map<String, String> env =
        new HashMap<>(
            Map.of(
                "PGHOSTADDR",
                "10.0.0.1",
                "PGPASSWORD",
                "x",
                "PGSERVICE",
                "prod",
                "PGTZ",
                "UTC",
                "PGSSLKEY",
                "key",
                "HOIST_TOKEN",
                "t0ken",
                "LANG",
                "C"));
    Psql.settings(env, access(), Path.of("/p"), Path.of("/c"));

    assertThat(env)
        .doesNotContainKeys("PGHOSTADDR", "PGPASSWORD", "PGSERVICE", "PGSSLKEY", "HOIST_TOKEN")
        .containsEntry("PGTZ", "UTC")
        .containsEntry("LANG", "C");
  }

  @Test
  void runsOneStatement() throws IOException {
    line(script(home)).run("exec", "orders", "--role", "fix", "--", "select", "1");

    assertThat(Files.readAllLines(home.resolve("argv"))).endsWith("-c", "select 1");
  }

  @Test
  void oneStatementHasNoFormatButPsqls() throws IOException {
    TestLine.Ran ran =
        line("exit 0").run("exec", "orders", "--role", "fix", "-o", "json", "--", "select 1");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("exec prints what psql prints", "json_agg");
  }

  @Test
  void asksWaitsAndConnects() throws IOException {
    TestLine line = line("exit 0");
    api.on(OPEN, Views.page(List.of()))
        .on("POST /api/v1/requests", Views.pending())
        .events("GET /api/v1/requests/R-7/events", Views.pending(), Views.active());
    TestLine.Ran ran = line.run("psql", "orders", "--role", "other", "--for", "2m");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("✓ Granted 1m");
  }

  @Test
  void leavesAPendingRequestOpenWhenNotToWait() throws IOException {
    TestLine line = line("exit 0");
    api.on(OPEN, Views.page(List.of(Views.other("fresh"))));
    TestLine.Ran ran = line.run("psql", "orders", "--role", "fresh", "--no-wait");

    assertThat(ran.exit()).isEqualTo(82);
    assertThat(ran.err())
        .contains("R-7 is open already")
        .contains("come back with: hoist request wait R-7");
  }

  @Test
  void saysWhatToInstallWhenThereIsNoPsql() {
    TestLine.Ran ran =
        new TestLine(home).at(api).with("PATH", home.toString()).run("psql", "orders");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("there is no psql on PATH").contains("postgresql-client");
    assertThat(api.asked()).isEmpty();
  }
}
