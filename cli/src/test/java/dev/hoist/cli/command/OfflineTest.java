package dev.hoist.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.cli.support.TestLine;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What works without a server. */
final class OfflineTest {
  private static final Path LOG = Path.of("..", "spec", "audit", "log-300");

  @TempDir Path home;

  private TestLine.Ran run(String... args) {
    return new TestLine(home).run(args);
  }

  @Test
  @DisplayName("S22 an intact copy of the log verifies, as a folder and as a zip")
  void verifiesACopy() throws IOException {
    Path zip = home.resolve("audit.zip");
    try (FileSystem inside = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      copy(LOG, inside.getPath("/exported"));
    }

    for (Path copy : List.of(LOG, zip)) {
      TestLine.Ran ran = run("audit", "verify", copy.toString());
      assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
      assertThat(ran.out()).startsWith("✓ 300 entries, log ");
      assertThat(ran.err()).contains("checked with the key in the copy itself");
    }
    TestLine.Ran known =
        run("audit", "verify", LOG.toString(), "--public-key", LOG.resolve("audit.pub").toString());
    assertThat(known).extracting(TestLine.Ran::exit, TestLine.Ran::err).containsExactly(0, "");
  }

  @Test
  @DisplayName("S22 a flipped byte is found and the first bad entry named")
  void findsAFlippedByte() throws IOException {
    Path copy = home.resolve("copy");
    copy(LOG, copy);
    Path bundle = copy.resolve("tile/entries/001.p/44");
    byte[] bytes = Files.readAllBytes(bundle);
    bytes[40] ^= 1;
    Files.write(bundle, bytes);
    TestLine.Ran ran = run("audit", "verify", copy.toString());

    assertThat(ran.exit()).isEqualTo(85);
    assertThat(ran.out()).contains("the first bad entry is 259 (tile/entries/001.p/44");
  }

  @Test
  void saysWhenThereIsNoLog() throws IOException {
    Path text = Files.writeString(home.resolve("text"), "no zip");

    assertThat(run("audit", "verify", home.resolve("none").toString()).err())
        .contains("there is no audit log at");
    assertThat(run("audit", "verify", text.toString()).exit()).isEqualTo(1);
  }

  @Test
  void checksPolicy() throws IOException {
    Path file =
        Files.writeString(
            home.resolve("orders.yaml"),
            """
            apiVersion: hoist/v1
            policy: orders
            targets:
              orders: {kind: postgres, address: localhost:5432}
            roles:
              read: {on: orders, grants: ["SELECT ON ALL TABLES IN SCHEMA public"]}
            rules:
              - {name: all, who: everyone, roles: [read], grant: {max: 1h}, approval: none}
            """);
    TestLine.Ran good = run("policy", "check", file.toString());
    assertThat(good.exit()).as(good.out() + good.err()).isZero();
    assertThat(good.out()).contains("✓ 1 file is good");

    Files.writeString(file, Files.readString(file).replace("rules:", "rulez:"));
    TestLine.Ran bad = run("policy", "check", home.toString());
    assertThat(bad.exit()).isEqualTo(1);
    assertThat(bad.out()).contains("✗ orders.yaml:7:1").contains("rulez");
  }

  @Test
  void doctorNamesWhatIsWrongAndWhatToDo() {
    TestLine.Ran ran =
        new TestLine(home)
            .with("PATH", home.toString())
            .with("HOIST_SERVER", "https://localhost:1")
            .run("doctor");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out())
        .contains("✗ psql  there is no psql on PATH\n    install it: apt-get install")
        .contains("✗ server  server localhost:1 does not answer");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path there = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(there);
        } else {
          Files.copy(file, there);
        }
      }
    }
  }
}
