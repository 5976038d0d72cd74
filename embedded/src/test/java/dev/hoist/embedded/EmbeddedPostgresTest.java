package dev.hoist.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.embedded.testing.TestFolders;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class EmbeddedPostgresTest {
  private final Path folder = TestFolders.create();

  @AfterEach
  void clean() {
    TestFolders.delete(folder);
  }

  @Test
  void whatIsWrittenIsThereAfterARestart() throws SQLException {
    try (var server = EmbeddedPostgres.start(Owner.settings(folder))) {
      server.createDatabase("a \"b\" ü");
      server.createDatabase("a \"b\" ü");
      run(server, "a \"b\" ü", "CREATE TABLE kept AS SELECT 1 AS n");
    }
    try (var server = EmbeddedPostgres.start(Owner.settings(folder))) {
      assertThat(ask(server, "a \"b\" ü", "SELECT count(*) FROM kept")).isEqualTo("1");
    }
  }

  @Test
  void settingsAreSafe() throws SQLException {
    try (var server = EmbeddedPostgres.start(Owner.settings(folder))) {
      for (String name : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
        assertThat(ask(server, "postgres", "SHOW " + name)).as(name).isEqualTo("on");
      }
      assertThat(ask(server, "postgres", "SHOW data_checksums")).isEqualTo("on");
      assertThat(ask(server, "postgres", "SHOW listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(ask(server, "postgres", "SHOW unix_socket_directories")).isEmpty();
      assertThat(
              ask(
                  server,
                  "postgres",
                  "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules"))
          .isEqualTo("scram-sha-256");
      assertThatThrownBy(
              () -> DriverManager.getConnection(server.jdbcUrl("postgres"), "postgres", "wrong"))
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  void passwordIsForThisAccountOnlyAndInNoArgument() throws Exception {
    try (var server = EmbeddedPostgres.start(Owner.settings(folder))) {
      Path file = folder.resolve("store.password");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(Files.readString(Path.of("/proc/" + server.pid() + "/cmdline")))
          .contains("postgres")
          .doesNotContain(server.password().reveal());
    }
  }

  @Test
  void twoOwnersOfOneFolderAreRefused() {
    try (var server = EmbeddedPostgres.start(Owner.settings(folder))) {
      assertThat(server.port()).isPositive();
      assertThatThrownBy(() -> EmbeddedPostgres.start(Owner.settings(folder)))
          .hasMessageContaining("another process runs the database");
    }
  }

  @Test
  void takenPortIsNamed() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () ->
                  EmbeddedPostgres.start(
                      new EmbeddedPostgres.Settings(
                          folder.resolve("store"),
                          folder.resolve("store.password"),
                          OptionalInt.of(taken.getLocalPort()),
                          Map.of())))
          .isInstanceOf(EmbeddedPostgresException.class)
          .hasMessageContaining("port " + taken.getLocalPort() + " is taken");
    }
  }

  @Test
  void badSettingSurfacesWhatTheServerSaid() {
    assertThatThrownBy(
            () ->
                EmbeddedPostgres.start(
                    new EmbeddedPostgres.Settings(
                        folder.resolve("store"),
                        folder.resolve("store.password"),
                        OptionalInt.empty(),
                        Map.of("wal_level", "nonsense"))))
        .hasMessageContaining("invalid value for parameter \"wal_level\"")
        .hasMessageContaining("postgresql.log");
  }

  @Test
  void lostPasswordFileIsNamed() throws Exception {
    EmbeddedPostgres.start(Owner.settings(folder)).close();
    Files.delete(folder.resolve("store.password"));
    assertThatThrownBy(() -> EmbeddedPostgres.start(Owner.settings(folder)))
        .hasMessageContaining("store.password")
        .hasMessageContaining("bring it back");
  }

  @Test
  void folderThatOnlyItsOwnerCanEnterWorks() throws Exception {
    Path closed = Folders.create(folder.resolve("closed"), "rwx------");
    try (var server = EmbeddedPostgres.start(Owner.settings(closed))) {
      run(server, "postgres", "CREATE TABLE kept AS SELECT 1 AS n");
    }
    try (var server = EmbeddedPostgres.start(Owner.settings(closed))) {
      assertThat(ask(server, "postgres", "SELECT count(*) FROM kept")).isEqualTo("1");
    }
    deleteElsewhere(closed.resolve("store/cluster-location"));
  }

  private static void deleteElsewhere(Path note) throws Exception {
    if (Files.exists(note)) {
      Path cluster = Path.of(Files.readString(note).strip());
      Folders.deleteTree(cluster.resolveSibling("").normalize());
      assertThatThrownBy(
              () -> EmbeddedPostgres.start(Owner.settings(note.resolveSibling("..").normalize())))
          .hasMessageContaining("is not there; bring it back");
    }
  }

  static void run(EmbeddedPostgres server, String database, String sql) throws SQLException {
    try (var connection = server.connect(database);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static String ask(EmbeddedPostgres server, String database, String sql) throws SQLException {
    try (var connection = server.connect(database);
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }
}
