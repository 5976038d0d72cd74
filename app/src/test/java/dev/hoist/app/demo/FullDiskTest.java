package dev.hoist.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.cli.client.Api;
import dev.hoist.kernel.audit.verify.AuditVerifier;
import dev.hoist.kernel.audit.verify.Verdict;
import dev.hoist.wire.AuditEntryView;
import dev.hoist.wire.RequestState;
import dev.hoist.wire.RequestView;
import dev.hoist.wire.Routes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A data folder that takes nothing more, or never did. */
@Tag("slow")
final class FullDiskTest {
  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String status(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT status FROM orders WHERE id = 8812")) {
      row.next();
      return row.getString(1);
    }
  }

  @Test
  @DisplayName(
      "S20 S25 a full data folder stops sessions, loses no decision, and all goes on with room")
  void fullWhileRunning() throws Exception {
    try (DemoProcess demo = DemoProcess.start()) {
      RequestView first = demo.ask("fix");
      demo.approve(first);
      RequestView active = demo.await(first, RequestState.ACTIVE);
      assertThat(Duration.between(active.createdAt(), active.expiresAt().orElseThrow()))
          .as("counted by the server's clock alone")
          .isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
      String before;
      try (Connection session = demo.connect(first)) {
        before = status(session);
        demo.fillDisk();
        assertThatThrownBy(() -> run(session, "UPDATE orders SET status = 'queued'"))
            .hasMessageContaining("record");
      }
      assertThatThrownBy(() -> demo.connect(first)).hasMessageContaining("record");
      RequestView second = demo.ask("fix");
      demo.approve(second);

      demo.emptyDisk();

      demo.await(second, RequestState.ACTIVE);
      try (Connection session = demo.connect(second)) {
        assertThat(status(session)).isEqualTo(before);
        run(session, "UPDATE orders SET status = 'queued' WHERE id = 8812");
      }
      logIsWhole(demo);
    }
  }

  private static void logIsWhole(DemoProcess demo) {
    long last;
    Api admin = demo.as("admin");
    last = admin.list(Routes.AUDIT_ENTRIES, AuditEntryView.class).getFirst().index();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(AuditVerifier.verify(demo.data().resolve("audit"), Optional.empty()))
                    .isInstanceOfSatisfying(
                        Verdict.Intact.class,
                        intact -> assertThat(intact.size()).isGreaterThan(last)));
  }

  @Test
  void aFolderThatTakesNothingIsNamed() throws Exception {
    try (TemporaryFolder folder = TemporaryFolder.create("hoist-full")) {
      Path data = Files.createDirectory(folder.path().resolve("data"));
      List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -f 0; exec \"$@\"", "sh"));
      command.addAll(DemoProcess.command("up", data));
      Process full = DemoProcess.builder(folder.path(), command).start();
      String said = new String(full.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(full.waitFor()).as(said).isEqualTo(1);
      assertThat(said).contains("data folder " + data).contains("HOIST_DATA");
    }
  }

  @Test
  @DisplayName("a folder where nobody may write, not even root, is named")
  void aFolderThatCannotBeWrittenIsNamed() throws Exception {
    Path nowhere = Path.of("/proc/hoist");
    Process up = DemoProcess.builder(Path.of("/tmp"), DemoProcess.command("up", nowhere)).start();
    String said = new String(up.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(up.waitFor()).as(said).isEqualTo(1);
    assertThat(said).contains("data folder " + nowhere).contains("HOIST_DATA");
  }
}
