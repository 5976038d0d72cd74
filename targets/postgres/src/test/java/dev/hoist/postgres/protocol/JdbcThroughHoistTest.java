package dev.hoist.postgres.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.embedded.EmbeddedPostgres;
import dev.hoist.embedded.testing.TestPostgres;
import dev.hoist.postgres.protocol.testing.Passes;
import dev.hoist.postgres.protocol.testing.SocketGateway;
import dev.hoist.spi.Recorded;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** Real pgjdbc, through the protocol, against a real server. */
@Tag("slow")
class JdbcThroughHoistTest {
  private static final EmbeddedPostgres SERVER = TestPostgres.shared();
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final String database = TestPostgres.freshDatabase();
  private final SocketGateway gateway =
      new SocketGateway(
          new Passes(SERVER.superuser(), SERVER.password().reveal()), SERVER.port(), database);

  @BeforeEach
  void seed() throws SQLException {
    try (Connection direct = SERVER.connect(database);
        Statement statement = direct.createStatement()) {
      statement.execute("CREATE TABLE orders(id int PRIMARY KEY, note text, at timestamptz)");
      statement.execute("INSERT INTO orders SELECT n, 'note ' || n FROM generate_series(1, 10) n");
    }
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  private Connection connect(String options) throws SQLException {
    return DriverManager.getConnection(gateway.jdbcUrl(options), Passes.USER, Passes.TOKEN);
  }

  private List<Recorded.Statement> statements() {
    return only(Recorded.Statement.class);
  }

  private List<Recorded.Outcome> outcomes() {
    return only(Recorded.Outcome.class);
  }

  private <R extends Recorded> List<R> only(Class<R> kind) {
    return gateway.recorded().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private Recorded.Outcome outcomeOf(String text) {
    long number =
        statements().stream().filter(s -> s.text().equals(text)).findFirst().orElseThrow().number();
    return outcomes().stream().filter(o -> o.number() == number).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&preferQueryMode=simple", "&prepareThreshold=-1"})
  void rowsArriveAndAreAccountedFor(String mode) throws SQLException {
    try (Connection connection = connect(mode);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id, note FROM orders ORDER BY id")) {
      int count = 0;
      while (rows.next()) {
        count++;
        assertThat(rows.getString(2)).isEqualTo("note " + rows.getInt(1));
      }
      assertThat(count).isEqualTo(10);
    }
    assertThat(outcomeOf("SELECT id, note FROM orders ORDER BY id"))
        .matches(Recorded.Outcome::ok)
        .matches(o -> o.rows() == 10)
        .matches(o -> o.outcome().equals("SELECT 10"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5})
  void boundValuesAreRecordedAsText(int prepareThreshold) throws SQLException {
    String sql = "UPDATE orders SET note = ? WHERE id = ?";
    try (Connection connection = connect("&prepareThreshold=" + prepareThreshold);
        PreparedStatement update = connection.prepareStatement(sql)) {
      for (int id = 1; id <= 8; id++) {
        update.setString(1, id == 8 ? null : "naïve " + id);
        update.setInt(2, id);
        assertThat(update.executeUpdate()).isEqualTo(1);
      }
    }
    List<Recorded.Statement> updates =
        statements().stream().filter(s -> s.text().startsWith("UPDATE")).toList();
    assertThat(updates).hasSize(8);
    assertThat(updates.getFirst().parameters())
        .containsExactly(Optional.of("naïve 1"), Optional.of("1"));
    assertThat(updates.getLast().parameters()).containsExactly(Optional.empty(), Optional.of("8"));
    assertThat(outcomes().stream().filter(o -> o.outcome().equals("UPDATE 1"))).hasSize(8);
  }

  @Test
  void errorsComeWithTheStatementThatCausedThem() throws SQLException {
    try (Connection connection = connect("");
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("SELECT 1/0 FROM orders"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22012"));
      assertThatThrownBy(() -> statement.execute("SELEKT")).hasMessageContaining("syntax error");
      statement.execute("SELECT 2");
    }
    assertThat(outcomeOf("SELECT 1/0 FROM orders").outcome())
        .isEqualTo("ERROR 22012: division by zero");
    assertThat(outcomeOf("SELEKT").outcome()).startsWith("ERROR 42601: syntax error");
    assertThat(outcomeOf("SELECT 2").ok()).isTrue();
  }

  @Test
  void severalStatementsInOneQueryHaveAnOutcomeEach() throws SQLException {
    String sql = "SELECT 1; UPDATE orders SET note = 'x'; SELECT 1/0; SELECT 3";
    try (Connection connection = connect("&preferQueryMode=simple");
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute(sql)).hasMessageContaining("division by zero");
    }
    long number =
        statements().stream().filter(s -> s.text().equals(sql)).findFirst().orElseThrow().number();
    assertThat(outcomes().stream().filter(o -> o.number() == number).map(Recorded.Outcome::outcome))
        .containsExactly("SELECT 1", "UPDATE 10", "ERROR 22012: division by zero");
  }

  @Test
  void batchIsPipelinedAndEachRunIsRecorded() throws SQLException {
    try (Connection connection = connect("");
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO orders(id, note) VALUES (?, ?)")) {
      for (int id = 100; id < 1100; id++) {
        insert.setInt(1, id);
        insert.setString(2, "batch");
        insert.addBatch();
      }
      assertThat(insert.executeBatch()).hasSize(1000).containsOnly(1);
    }
    assertThat(outcomes().stream().filter(o -> o.outcome().equals("INSERT 0 1"))).hasSize(1000);
  }

  @Test
  void afterAnErrorInABatchTheRestIsSkipped() throws SQLException {
    try (Connection connection = connect("");
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO orders(id) VALUES (?)")) {
      for (int id : new int[] {200, 1, 201}) {
        insert.setInt(1, id);
        insert.addBatch();
      }
      assertThatThrownBy(insert::executeBatch).hasMessageContaining("duplicate key");
    }
    assertThat(
            outcomes().stream()
                .map(Recorded.Outcome::outcome)
                .filter(o -> o.startsWith("INSERT") || o.startsWith("ERROR") || o.contains("skip"))
                .map(o -> o.replaceFirst("(?s):.*", "")))
        .containsExactly("INSERT 0 1", "ERROR 23505", "skipped after an error");
  }

  @Test
  void aPortalThatIsFetchedInPartsIsOneStatement() throws SQLException {
    String sql = "SELECT n FROM generate_series(1, 1000) n";
    try (Connection connection = connect("")) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.setFetchSize(100);
        try (ResultSet rows = statement.executeQuery(sql)) {
          int count = 0;
          while (rows.next()) {
            count++;
          }
          assertThat(count).isEqualTo(1000);
        }
      }
      connection.commit();
    }
    assertThat(statements().stream().filter(s -> s.text().equals(sql))).hasSize(1);
    assertThat(outcomeOf(sql).rows()).isEqualTo(1000);
  }

  @Test
  void aPortalThatIsLeftEarlySaysSo() throws SQLException {
    String sql = "SELECT n FROM generate_series(1, 1001) n";
    try (Connection connection = connect("")) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.setFetchSize(10);
        statement.executeQuery(sql).next();
      }
      connection.commit();
    }
    assertThat(outcomeOf(sql).outcome()).isEqualTo("closed after 10 rows");
  }

  @Test
  void copyInIsDigested() throws Exception {
    try (Connection connection = connect("")) {
      long rows =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("COPY orders(id, note) FROM STDIN", new StringReader("50\ta\n51\tb\n"));
      assertThat(rows).isEqualTo(2);
    }
    Recorded.Data data = only(Recorded.Data.class).getFirst();
    assertThat(data.bytes()).isEqualTo(10);
    // printf '50\ta\n51\tb\n' | sha256sum
    assertThat(data.sha256())
        .isEqualTo("460543388a89bca7f9b6b9f0c742f9921dd8ba2beb64c2904513769bf3aac172");
    assertThat(outcomeOf("COPY orders(id, note) FROM STDIN").outcome()).isEqualTo("COPY 2");
  }

  @Test
  void copyThatFailsLeavesTheSessionUsable() throws Exception {
    try (Connection connection = connect("")) {
      var copy = connection.unwrap(PGConnection.class).getCopyAPI();
      String bad = "1\tdup\n".repeat(100_000);
      assertThatThrownBy(
              () -> copy.copyIn("COPY orders(id, note) FROM STDIN", new StringReader(bad)))
          .hasMessageContaining("duplicate key");
      StringWriter out = new StringWriter();
      copy.copyOut("COPY (SELECT id FROM orders ORDER BY id) TO STDOUT", out);
      assertThat(out.toString()).startsWith("1\n2\n");
    }
    assertThat(outcomeOf("COPY (SELECT id FROM orders ORDER BY id) TO STDOUT").rows())
        .isEqualTo(10);
  }

  @Test
  void cancelReachesTheStatementThroughOurOwnKey() throws Exception {
    String sql = "SELECT pg_sleep(120)";
    try (Connection connection = connect("");
        Statement statement = connection.createStatement()) {
      Thread canceller =
          Thread.ofVirtual()
              .start(
                  () -> {
                    Awaitility.await().atMost(MINUTE).ignoreExceptions().until(this::sleepRuns);
                    try {
                      statement.cancel();
                    } catch (SQLException e) {
                      throw new IllegalStateException(e);
                    }
                  });
      assertThatThrownBy(() -> statement.execute(sql))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
      canceller.join();
    }
    assertThat(only(Recorded.Note.class)).contains(new Recorded.Note("cancel asked by the client"));
    assertThat(outcomeOf(sql).outcome()).startsWith("ERROR 57014");
  }

  private boolean sleepRuns() throws SQLException {
    try (Connection direct = SERVER.connect(database);
        Statement statement = direct.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND wait_event = 'PgSleep' AND query LIKE '%pg_sleep(120)%'"
                    + " AND pid <> pg_backend_pid()")) {
      row.next();
      return row.getInt(1) == 1;
    }
  }

  @Test
  void noticesNotificationsAndFunctionCallsPass() throws Exception {
    try (Connection connection = connect("");
        Statement statement = connection.createStatement()) {
      statement.execute("DO $$ BEGIN RAISE NOTICE 'hello'; END $$");
      assertThat(statement.getWarnings().getMessage()).isEqualTo("hello");
      statement.execute("LISTEN news");
      statement.execute("NOTIFY news, 'read all about it'");
      assertThat(connection.unwrap(PGConnection.class).getNotifications()[0].getParameter())
          .isEqualTo("read all about it");
      connection.setAutoCommit(false);
      var objects = connection.unwrap(PGConnection.class).getLargeObjectAPI();
      long oid = objects.createLO();
      try (var object = objects.open(oid)) {
        object.write("large".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
      connection.commit();
    }
    assertThat(statements()).anyMatch(s -> s.text().startsWith("/* hoist: function call */"));
    assertThat(outcomes()).anyMatch(o -> o.outcome().equals("function returned"));
  }

  @Test
  void largeValuesPassBothWays() throws SQLException {
    String large = "ü".repeat(3_000_000);
    try (Connection connection = connect("");
        PreparedStatement echo = connection.prepareStatement("SELECT ?::text, length(?)")) {
      echo.setString(1, large);
      echo.setString(2, large);
      try (ResultSet row = echo.executeQuery()) {
        row.next();
        assertThat(row.getString(1)).isEqualTo(large);
        assertThat(row.getInt(2)).isEqualTo(large.length());
      }
    }
    Recorded.Statement echo =
        statements().stream().filter(s -> s.text().contains("length(")).findFirst().orElseThrow();
    assertThat(echo.truncated()).isTrue();
    assertThat(echo.parameters().getFirst().orElseThrow()).contains("6000000 bytes, sha256 ");
  }

  @Test
  void aWarningComesInBand() throws SQLException {
    try (Connection connection = connect("");
        Statement statement = connection.createStatement()) {
      gateway.session().warn("access ends in 5 min", "hoist extend");
      statement.execute("SELECT 1");
      assertThat(statement.getWarnings().getMessage()).isEqualTo("access ends in 5 min");
    }
  }

  @Test
  @DisplayName("S01 a statement that runs at the cut is stopped, and the client is told why")
  void cutStopsWhatRuns() throws Exception {
    try (Connection connection = connect("");
        Statement statement = connection.createStatement()) {
      Thread cutter =
          Thread.ofVirtual()
              .start(
                  () -> {
                    Awaitility.await().atMost(MINUTE).ignoreExceptions().until(this::sleepRuns);
                    gateway.session().cut("grant G-7 on orders ended", "Ask again.");
                  });
      assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(120)"))
          .isInstanceOfSatisfying(
              SQLException.class,
              e -> {
                assertThat(e.getSQLState()).isEqualTo("57P01");
                assertThat(e.getMessage()).contains("grant G-7 on orders ended");
                assertThat(e.getMessage()).contains("Ask again.");
              });
      cutter.join();
      Awaitility.await().atMost(MINUTE).ignoreExceptions().until(() -> !sleepRuns());
    }
    assertThat(outcomeOf("SELECT pg_sleep(120)").outcome())
        .isEqualTo("unknown: cut: grant G-7 on orders ended");
  }

  @Test
  void aWrongTokenIsRefusedInWords() {
    assertThatThrownBy(
            () -> DriverManager.getConnection(gateway.jdbcUrl(""), Passes.USER, "guessed"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28000"))
        .hasMessageContaining("connect again with: hoist psql orders");
  }

  @Test
  @DisplayName("S18 no user name, database or option of the client's decides who one is")
  void identityComesFromTheTokenAlone() throws SQLException {
    assertThatThrownBy(
            () -> DriverManager.getConnection(gateway.jdbcUrl(""), "postgres", Passes.TOKEN))
        .hasMessageContaining("this access token is for user ana");
    assertThatThrownBy(() -> connect("&options=-c%20role=postgres"))
        .hasMessageContaining("\"role\" does not pass hoist");
    assertThatThrownBy(() -> connect("&replication=database&assumeMinServerVersion=14"))
        .hasMessageContaining("replication does not go through hoist");
    try (Connection connection =
            connect(
                "&options=-c%20statement_timeout=1234&ApplicationName=tool&currentSchema=pg_temp");
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT current_setting('statement_timeout'), current_setting('application_name'),"
                    + " current_setting('search_path'), session_user")) {
      row.next();
      assertThat(row.getString(1)).isEqualTo("1234ms");
      assertThat(row.getString(2)).isEqualTo("tool");
      assertThat(row.getString(3)).isEqualTo("pg_temp");
      assertThat(row.getString(4)).isEqualTo(SERVER.superuser());
    }
  }

  @Test
  void aTargetThatRefusesTheLoginIsNamed() {
    try (SocketGateway wrong =
        new SocketGateway(new Passes("nobody_here", "wrong"), SERVER.port(), database)) {
      assertThatThrownBy(
              () -> DriverManager.getConnection(wrong.jdbcUrl(""), Passes.USER, Passes.TOKEN))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08004"))
          .hasMessageContaining("target orders refused the login");
    }
  }

  @Test
  @DisplayName("S23 a password in a statement is recorded nowhere")
  void passwordsAreMasked() throws SQLException {
    try (Connection connection = connect("");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE ROLE canary_role PASSWORD 'canary-s3cret'");
      statement.execute("DROP ROLE canary_role");
      assertThatThrownBy(() -> statement.execute("ALTER ROLE nobody PASSWORD 'canary-s3cret' oops"))
          .isInstanceOf(SQLException.class);
    }
    assertThat(gateway.recorded().toString())
        .contains("CREATE ROLE canary_role PASSWORD ***")
        .doesNotContain("canary-s3cret")
        .doesNotContain(Passes.TOKEN);
  }

  @Test
  void aTargetThatShutsTheBackendDownIsPassedOn() throws SQLException {
    try (Connection connection = connect("");
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("SELECT pg_terminate_backend(pg_backend_pid())"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57P01"));
    }
    Awaitility.await().until(() -> gateway.session().ended().isPresent());
    assertThat(gateway.session().ended().orElseThrow()).startsWith("target ended it: 57P01");
  }
}
