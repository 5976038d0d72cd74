package dev.hoist.postgres.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.embedded.EmbeddedPostgres;
import dev.hoist.embedded.testing.TestPostgres;
import dev.hoist.postgres.protocol.testing.Passes;
import dev.hoist.postgres.protocol.testing.SocketGateway;
import dev.hoist.spi.Recorded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real psql, through the protocol, against a real server. */
@Tag("slow")
class PsqlThroughHoistTest {
  private static final EmbeddedPostgres SERVER = TestPostgres.shared();
  private static final Path PSQL = Path.of("/usr/bin/psql");

  @TempDir private Path folder;

  private final SocketGateway gateway =
      new SocketGateway(
          new Passes(SERVER.superuser(), SERVER.password().reveal()),
          SERVER.port(),
          TestPostgres.freshDatabase());

  @BeforeEach
  void psqlIsHere() {
    assertThat(PSQL).as("psql is needed here; install postgresql-client").isExecutable();
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  private String psql(String script) throws IOException, InterruptedException {
    Path passfile = folder.resolve("passfile");
    Files.writeString(passfile, "*:*:*:*:" + Passes.TOKEN + "\n");
    Files.setPosixFilePermissions(passfile, PosixFilePermissions.fromString("rw-------"));
    Path input = Files.writeString(folder.resolve("script.sql"), script);
    ProcessBuilder builder =
        new ProcessBuilder(
            PSQL.toString(), "-X", "-w", "-A", "-t", "-h", "127.0.0.1", "-U", Passes.USER);
    builder.command().addAll(List.of("-p", "" + gateway.port(), "-d", Passes.TARGET));
    builder.environment().put("PGPASSFILE", passfile.toString());
    builder.environment().put("PGSSLMODE", "disable");
    builder.redirectErrorStream(true).redirectInput(input.toFile());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  @Test
  void statementsCopyErrorsAndDescriptionsWork() throws Exception {
    String said =
        psql(
            """
            CREATE TABLE t(a int, b text);
            COPY t FROM STDIN;
            1\tone
            2\ttwo
            \\.
            COPY t FROM STDIN;
            nonsense
            3\tthree
            \\.
            SELECT count(*) FROM t \\; SELECT 'second';
            COPY t TO STDOUT;
            SELECT * FROM missing;
            SELECT repeat('x', 100000) FROM generate_series(1, 3) \\g /dev/null
            \\d t
            """);
    assertThat(said)
        .contains("COPY 2")
        .contains("invalid input syntax for type integer")
        .contains("2\nsecond\n1\tone\n2\ttwo\n")
        .contains("relation \"missing\" does not exist")
        .contains("a|integer|||");
    Awaitility.await().until(() -> gateway.session().ended().isPresent());
    assertThat(gateway.recorded())
        .anyMatch(r -> r instanceof Recorded.Data data && data.bytes() >= 12)
        .anyMatch(r -> r instanceof Recorded.Outcome o && o.outcome().equals("COPY 2"))
        .anyMatch(r -> r instanceof Recorded.Note note && note.text().equals("client left"));
  }

  @Test
  void passwordsSetByBackslashPasswordStayOutOfTheRecording() throws Exception {
    psql("ALTER ROLE postgres PASSWORD 'SCRAM-SHA-256$4096:canary' BOGUS;\n");
    assertThat(gateway.recorded().toString()).contains("PASSWORD ***").doesNotContain("canary");
  }

  @Test
  void aWarningAndACutAreShownInPsqlsOwnWay() throws Exception {
    CompletableFuture<Void> cutter =
        CompletableFuture.runAsync(
            () -> {
              Awaitility.await().until(this::sleepIsRecorded);
              gateway.session().warn("access ends in 1 s", "hoist extend");
              gateway.session().cut("grant G-7 on orders ended", "Ask again.");
            });
    String said = psql("SELECT pg_sleep(30);\n");
    cutter.join();
    assertThat(said)
        .contains("WARNING:  access ends in 1 s")
        .contains("HINT:  hoist extend")
        .contains("FATAL:  grant G-7 on orders ended")
        .contains("HINT:  Ask again.");
  }

  private boolean sleepIsRecorded() {
    return gateway.recorded().stream()
        .anyMatch(r -> r instanceof Recorded.Statement s && s.text().contains("pg_sleep"));
  }
}
