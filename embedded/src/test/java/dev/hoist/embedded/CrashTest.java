package dev.hoist.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.embedded.testing.TestFolders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
@DisplayName("S25 what was committed survives kill -9 of the owner, the server or both")
class CrashTest {
  private final Path parent = TestFolders.create();
  private final Path folder = parent.resolve("data");

  @BeforeEach
  void make() throws Exception {
    Folders.create(folder, "rwx--x--x");
  }

  @AfterEach
  void clean() {
    TestFolders.delete(parent);
  }

  @Test
  void serverGoesDownWithAKilledOwner() throws Exception {
    Process owner = Owner.start(folder);
    var server = ProcessHandle.of(Long.parseLong(Owner.await(owner, "up"))).orElseThrow();
    owner.destroyForcibly().waitFor();
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !server.isAlive());
    assertKept();
  }

  @Test
  void nextStartDoesNotWaitToBeAsked() throws Exception {
    Process owner = Owner.start(folder);
    Owner.await(owner, "up");
    owner.destroyForcibly().waitFor();
    assertKept();
  }

  @Test
  void serverLeftOverWithoutItsWatchIsStopped() throws Exception {
    ProcessHandle server = leftOver();
    assertKept();
    assertThat(server.isAlive()).isFalse();
  }

  /** As when its owner is killed in the milliseconds in which it does not hear yet. */
  @Test
  void serverWhoseOwnerIsGoneBeforeItHearsGoesDownToo() throws Exception {
    EmbeddedPostgres.start(Owner.settings(folder)).close();
    Path cluster = folder.resolve("store/cluster");
    Path log = cluster.resolve("deaf.log");
    var sockets = List.of("listen_addresses=", "unix_socket_directories=" + cluster);
    Process shell = launch().server(cluster, log, sockets);
    shell.outputWriter().close();
    try {
      assertThat(shell.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(Files.readString(log)).contains("received fast shutdown request");
    } finally {
      LeftOver.stop(cluster);
    }
  }

  private static Launch launch() {
    Account account = Account.find();
    return new Launch(account, Binaries.unpacked(account.isOther()));
  }

  /** As when a server that was left over had not yet written its file when its successor looked. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void serverLeftOverThatShowsLateIsStoppedAndNotTakenForOurs(boolean onTheSamePort)
      throws Exception {
    ProcessHandle left = leftOver();
    Path cluster = folder.resolve("store/cluster");
    int port = Integer.parseInt(PidFile.read(cluster).orElseThrow().lines().get(3).strip());
    var wanted = onTheSamePort ? OptionalInt.of(port) : OptionalInt.empty();
    Postmaster server = Postmaster.start(launch(), cluster, wanted, Map.of());
    try {
      assertThat(left.isAlive()).isFalse();
      assertThat(server.pid()).isNotEqualTo(left.pid());
      assertThat(PidFile.read(cluster).orElseThrow().lines().get(3).strip())
          .isEqualTo(String.valueOf(server.port()));
    } finally {
      server.stop();
    }
    assertKept();
  }

  /** A server whose owner is gone, and with it whoever would stop it. */
  private ProcessHandle leftOver() throws Exception {
    Process owner = Owner.start(folder);
    var server = ProcessHandle.of(Long.parseLong(Owner.await(owner, "up"))).orElseThrow();
    var shell = server.parent().orElseThrow();
    try (Stream<ProcessHandle> beside = shell.children()) {
      beside.filter(child -> child.pid() != server.pid()).forEach(ProcessHandle::destroyForcibly);
    }
    shell.destroyForcibly();
    owner.destroyForcibly().waitFor();
    assertThat(server.isAlive()).isTrue();
    return server;
  }

  @Test
  void killedServerRecovers() throws Exception {
    Process owner = Owner.start(folder);
    var server = ProcessHandle.of(Long.parseLong(Owner.await(owner, "up"))).orElseThrow();
    server.destroyForcibly();
    owner.destroyForcibly().waitFor();
    assertKept();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"cluster.new-*", "cluster.new-*/global", "cluster", "cluster/postmaster.pid"})
  void killedAtAnyTimeOfTheFirstStartTheNextGoesOn(String moment) throws Exception {
    Folders.create(folder.resolve("store"), "rwx--x--x");
    Process owner = Owner.start(folder);
    Awaitility.await()
        .pollInterval(Duration.ofMillis(1))
        .atMost(Duration.ofSeconds(30))
        .until(() -> exists(folder.resolve("store"), moment));
    owner.destroyForcibly().waitFor();
    try (var server = EmbeddedPostgres.start(Owner.settings(folder))) {
      assertThat(EmbeddedPostgresTest.ask(server, "postgres", "SELECT 1")).isEqualTo("1");
    }
  }

  private static boolean exists(Path folder, String pattern) throws Exception {
    var matcher = folder.getFileSystem().getPathMatcher("glob:" + folder + "/" + pattern);
    try (Stream<Path> below = Files.find(folder, 2, (path, a) -> matcher.matches(path))) {
      return below.findFirst().isPresent();
    } catch (java.io.UncheckedIOException e) {
      return false; // renamed or deleted while we looked
    }
  }

  @Test
  void crashWhileTheDatabaseWasMadeLeavesNothing() throws Exception {
    Folders.create(folder.resolve("store"), "rwx--x--x");
    Path half = Folders.create(folder.resolve("store/cluster.new-1"), "rwx------");
    Files.writeString(half.resolve("PG_VERSION"), "18\n");
    try (var server = EmbeddedPostgres.start(Owner.settings(folder))) {
      assertThat(server.pid()).isPositive();
    }
    assertThat(half).doesNotExist();
  }

  @Test
  void anAccountWithoutPrivilegesRunsItToo() throws Exception {
    Process owner = Owner.startUnprivileged(folder);
    Owner.await(owner, "up");
    owner.outputWriter().close();
    Owner.await(owner, "down");
    assertThat(owner.waitFor()).isZero();
  }

  private void assertKept() throws SQLException {
    try (var server = EmbeddedPostgres.start(Owner.settings(folder))) {
      assertThat(EmbeddedPostgresTest.ask(server, "postgres", "SELECT count(*) FROM kept"))
          .isEqualTo("1");
    }
  }
}
