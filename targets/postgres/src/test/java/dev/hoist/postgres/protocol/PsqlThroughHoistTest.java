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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
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
    // Without a terminal, \password reads from the script.
    ProcessBuilder builder =
        new ProcessBuilder(
            "/usr/bin/setsid",
            "-w",
            PSQL.toString(),
            "-X",
            "-w",
            "-A",
            "-t",
            "-h",
            "127.0.0.1",
            "-U",
            Passes.USER);
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
  @DisplayName("S23 passwords stay out of the recording, after code of one's own too")
  void passwordsStayOutOfTheRecording() throws Exception {
    String said =
        psql(
            """
            DO $$ BEGIN null; END $$;
            CREATE ROLE hoist_test_canary;
            SET ROLE hoist_test_canary;
            ALTER ROLE CURRENT_USER PASSWORD 'CANARY horse battery';
            ALTER ROLE CURRENT_USER PASSWORD 'CANARY/base64+x' VALID UNTIL 'CANARY tomorrow';
            \\password hoist_test_canary
            CANARY typed
            CANARY typed
            RESET ROLE;
            ALTER ROLE hoist_test_canary PASSWORD U&'CANARY!0041' UESCAPE '!';
            ALTER ROLE hoist_test_canary /* ' */ ENCRYPTED PASSWORD -- '
              'CANARY'
              ' horse';
            CREATE FOREIGN DATA WRAPPER w;
            CREATE SERVER s FOREIGN DATA WRAPPER w;
            CREATE USER MAPPING FOR hoist_test_canary SERVER s OPTIONS (user 'u', password 'CANARY');
            CREATE SUBSCRIPTION canary CONNECTION 'postgresql://bob:CANARY@127.0.0.1:1/x'
              PUBLICATION p WITH (connect = false, slot_name = NONE);
            DROP SUBSCRIPTION canary;
            DROP SERVER s CASCADE;
            SELECT rolpassword LIKE 'SCRAM-SHA-256$%' FROM pg_authid WHERE rolname = 'hoist_test_canary';
            DROP ROLE hoist_test_canary;
            """);
    assertThat(said)
        .contains("CREATE USER MAPPING", "CREATE SUBSCRIPTION", "t\nDROP ROLE")
        .doesNotContain("FATAL");
    assertThat(gateway.recorded().toString())
        .contains("ALTER ROLE CURRENT_USER PASSWORD ***")
        .containsPattern("ALTER USER \"?hoist_test_canary\"? PASSWORD +\\*\\*\\*")
        .contains("OPTIONS (user 'u', password ***)", "bob:***@127.0.0.1:1/x")
        .contains("[message hidden")
        .doesNotContain("CANARY typed", "SCRAM-SHA-256$4096")
        .doesNotContain("CANARY horse", "CANARY/", "'CANARY'", ":CANARY@", "CANARY!");
  }

  @Test
  @DisplayName("S20 what runs is in the recording, whatever it is called or put together with")
  void whatRunsIsShown() throws Exception {
    String said =
        psql(
            """
            CREATE TABLE orders AS SELECT id, 'bob@x' AS email FROM generate_series(1, 5) id;
            DO $$ declare password text := ''; begin
              execute password || E'DELETE\\tFROM\\torders\\tWHERE\\tid=1'; end $$;
            DO $$ declare password text := ''; begin
              execute password || 'DELETE'||E'\\t'||'FROM'||E'\\t'||'orders WHERE id=2'; end $$;
            DO $$ declare password text := ''; begin
              execute password || U&'DELETE\\0020FROM\\0020orders\\0020WHERE\\0020id=3'; end $$;
            DO $$ begin
              execute translate(split_part('x://password:DELETE+FROM+orders+WHERE+id=4@', ':', 3), '+@', ' ');
              end $$;
            SELECT query_to_xml(password || 'SELECT email FROM orders LIMIT 1', true, false, '')
              FROM (SELECT ''::text AS password) t;
            SELECT 'left ' || string_agg(id::text, ',') FROM orders;
            """);
    assertThat(said).contains("left 5", "<email>bob@x</email>");
    assertThat(gateway.recorded().toString())
        .contains("execute password || E'DELETE\\tFROM\\torders\\tWHERE\\tid=1'")
        .contains("'DELETE'||E'\\t'||'FROM'||E'\\t'||'orders WHERE id=2'")
        .contains("U&'DELETE\\0020FROM\\0020orders\\0020WHERE\\0020id=3'")
        .contains("DELETE+FROM+orders+WHERE+id=4")
        .contains("query_to_xml(password || 'SELECT email FROM orders LIMIT 1'")
        .doesNotContain("***");
  }

  @Test
  @DisplayName(
      "S20 S23 a password beside code that could read and run it does not reach the target")
  void aPasswordBesideCodeIsRefused() throws Exception {
    String table = "CREATE TABLE orders AS SELECT 1 AS id;\n";
    String run = "begin execute substr(current_query(), 34, 18); end";
    String said =
        psql(
            table
                + "ALTER ROLE nobody_here PASSWORD 'DELETE FROM orders' \\; DO $$"
                + run
                + "$$;\n");
    assertThat(said).contains("FATAL:  hoist keeps passwords out").contains("by itself");
    assertThat(gateway.recorded().toString()).doesNotContain("current_query", "DELETE", "***");
  }

  @Test
  void aWarningAndACutAreShownInPsqlsOwnWay() throws Exception {
    CompletableFuture<Void> cutter =
        CompletableFuture.runAsync(
            () -> {
              Awaitility.await().atMost(Duration.ofMinutes(1)).until(this::sleepIsRecorded);
              gateway.session().warn("access ends in 1 s", "hoist extend");
              gateway.session().cut("grant G-7 on orders ended", "Ask again.");
            });
    String said = psql("SELECT pg_sleep(120);\n");
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
