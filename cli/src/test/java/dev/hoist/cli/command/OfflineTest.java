package dev.hoist.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.cli.support.TestLine;
import dev.hoist.kernel.audit.AuditTree;
import dev.hoist.kernel.audit.NoteSigner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
  @DisplayName("S22 the log of this machine put back to an older genuine state is noticed")
  void noticesARollback() throws IOException {
    Path log = home.resolve(".hoist").resolve("audit");
    Files.createDirectories(home.resolve(".hoist"));
    var signer = NoteSigner.generate("hoist-ab12/log");
    grow(log, signer, 5);
    Path older = home.resolve("older");
    copy(log, older);
    grow(log, signer, 9);

    assertThat(run("audit", "verify").exit()).isZero();
    assertThat(run("audit", "verify").exit()).isZero();
    Files.move(log, home.resolve("newer"));
    copy(older, log);
    TestLine.Ran ran = run("audit", "verify");
    assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(85);
    assertThat(ran.out()).contains("the log was truncated: a checkpoint for 9 entries was signed");

    TestLine.Ran export = run("audit", "verify", older.toString());
    assertThat(export.exit()).isZero();
    assertThat(export.err()).contains("an older copy: 9 entries were seen before");
    Files.move(log, home.resolve("put-back"));
    copy(home.resolve("newer"), log);
    assertThat(run("audit", "verify").exit()).isZero();
  }

  @Test
  @DisplayName("S22 another log under the same key is noticed, and so is another key")
  void noticesAFork() throws IOException {
    var signer = NoteSigner.generate("hoist-ab12/log");
    Path log = home.resolve("log");
    grow(log, signer, 5);
    assertThat(run("audit", "verify", log.toString()).exit()).isZero();
    Path forked = home.resolve("forked");
    AuditTree.open(forked, signer, TestLine.NOW).append(entries("other", 8), TestLine.NOW);
    Files.writeString(forked.resolve("audit.pub"), signer.vkey() + "\n");
    assertThat(run("audit", "verify", forked.toString()))
        .satisfies(ran -> assertThat(ran.exit()).isEqualTo(85))
        .satisfies(ran -> assertThat(ran.out()).contains("the log was forked"));
    Path another = home.resolve("another");
    grow(another, NoteSigner.generate("hoist-ab12/log"), 8);
    assertThat(run("audit", "verify", another.toString()))
        .satisfies(ran -> assertThat(ran.exit()).isEqualTo(85))
        .satisfies(
            ran ->
                assertThat(ran.out())
                    .contains("the checkpoint seen before is not one of this log"));
  }

  @Test
  @DisplayName("S22 a checkpoint kept by hand is compared with, and kept up to date")
  void comparesWithAFile() throws IOException {
    var signer = NoteSigner.generate("hoist-ab12/log");
    Path log = home.resolve("log");
    Path older = home.resolve("older");
    Path seen = home.resolve("seen").resolve("orders.checkpoint");
    grow(log, signer, 5);
    copy(log, older);
    assertThat(run("audit", "verify", log.toString(), "--seen", seen.toString()).exit()).isZero();
    assertThat(seen).hasSameTextualContentAs(log.resolve("checkpoint"));
    grow(log, signer, 9);
    assertThat(run("audit", "verify", log.toString(), "--seen", seen.toString()).exit()).isZero();
    assertThat(seen).hasSameTextualContentAs(log.resolve("checkpoint"));
    assertThat(run("audit", "verify", older.toString(), "--seen", seen.toString()).exit())
        .isEqualTo(85);
    assertThat(seen).hasSameTextualContentAs(log.resolve("checkpoint"));
  }

  private static void grow(Path log, NoteSigner signer, int size) throws IOException {
    AuditTree.open(log, signer, TestLine.NOW).append(0, entries("entry", size), TestLine.NOW);
    Files.writeString(log.resolve("audit.pub"), signer.vkey() + "\n");
  }

  private static List<byte[]> entries(String word, int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> (word + i).getBytes(StandardCharsets.UTF_8))
        .toList();
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

  private static final String TESTED =
      """
      apiVersion: hoist/v1
      policy: orders
      groups: {sre: {members: [ana]}}
      targets:
        orders: {kind: postgres, address: "localhost:5432"}
      roles:
        read: {on: orders, grants: ["SELECT ON ALL TABLES IN SCHEMA public"]}
      rules:
        - name: reads
          who: group:sre
          roles: [read]
          when: subject.mfa_age < duration("15m")
          grant: {max: 1h}
          approval: none
      tests:
        - it: lets ana read
          given: {subject: ana, mfa_age: 5m}
          request: {target: orders, role: read}
          expect: {decision: allow}
      """;

  @Test
  void runsTheTestsOfPolicy() throws IOException {
    Path file = Files.writeString(home.resolve("orders.yaml"), TESTED);
    TestLine.Ran passed = run("policy", "test", file.toString());
    assertThat(passed.exit()).as(passed.out() + passed.err()).isZero();
    assertThat(passed.out()).isEqualTo("✓ 1 passed\n");

    Files.writeString(file, TESTED.replace("mfa_age: 5m", "mfa_age: 20m"));
    TestLine.Ran failed = run("policy", "test", home.toString());
    assertThat(failed.exit()).isEqualTo(86);
    assertThat(failed.out())
        .contains("✗ orders.yaml:16  lets ana read")
        .contains("decision: deny, not allow")
        .contains("· reads  (orders.yaml:9)  subject.mfa_age < duration(\"15m\") does not hold");

    Files.writeString(file, TESTED.replace("rules:", "rulez:"));
    TestLine.Ran bad = run("policy", "test", home.toString());
    assertThat(bad.exit()).isEqualTo(1);
    assertThat(bad.out()).isEmpty();
    assertThat(bad.err()).contains("✗ orders.yaml:8:1");
  }

  @Test
  void explainsPolicy() throws IOException {
    Path file = Files.writeString(home.resolve("orders.yaml"), TESTED);
    TestLine.Ran ran =
        run("policy", "explain", "--as", "ana", "-f", file.toString(), "orders", "read");
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out())
        .startsWith("denied: no rule of policy orders gives ana role read on orders")
        .contains("? reads  (")
        .contains("subject.mfa_age is not known");

    TestLine.Ran fresh =
        run(
            "policy",
            "explain",
            "--as",
            "kim",
            "--group",
            "sre",
            "--mfa-age",
            "5m",
            "-f",
            file.toString(),
            "orders",
            "read");
    assertThat(fresh.out()).startsWith("given at once, up to 1h (reads)").contains("→ reads");

    TestLine.Ran misspelt =
        run(
            "policy",
            "explain",
            "--as",
            "kim",
            "--group",
            "sree",
            "-f",
            file.toString(),
            "orders",
            "read");
    assertThat(misspelt.exit()).isEqualTo(2);
    assertThat(misspelt.err()).contains("no group sree; did you mean sre?");
  }

  @Test
  void explainsWhatIsRegisteredByTheInventory() throws IOException {
    Path policy =
        Files.writeString(
            home.resolve("dbs.yaml"),
            """
            apiVersion: hoist/v1
            policy: dbs
            groups: {sre: {members: [kim]}, leads: {members: [dana]}}
            targets: {dbs: {kind: postgres, select: {app: orders}, owner: group:leads}}
            roles: {read: {on: dbs, grants: ["SELECT ON ALL TABLES IN SCHEMA public"]}}
            rules:
              - {name: reads, who: group:sre, roles: [read], grant: {max: 1h},
                 approval: [{count: 1, from: owner, within: 1h}]}
            """);
    Path targets =
        Files.writeString(
            home.resolve("targets.yaml"),
            """
            eu: {kind: postgres, address: "db:5432", labels: {app: orders}, owner: user:lee}
            odd: {kind: postgres, address: "db:5432", labels: {app: billing}}
            """);

    assertThat(explained(policy, targets, "eu").out()).contains("reads", "user:lee");
    assertThat(explained(policy, targets, "odd").out())
        .contains("no policy file selects target odd");
    Files.writeString(targets, "eu: {kind: postgres}");
    TestLine.Ran broken = explained(policy, targets, "eu");
    assertThat(broken.exit()).isEqualTo(1);
    assertThat(broken.err()).contains("targets.yaml:1:1", "target eu needs address");
  }

  private TestLine.Ran explained(Path policy, Path targets, String target) {
    return new TestLine(home)
        .run(
            "policy",
            "explain",
            "--as",
            "kim",
            "-f",
            policy.toString(),
            "--targets",
            targets.toString(),
            target,
            "read");
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
