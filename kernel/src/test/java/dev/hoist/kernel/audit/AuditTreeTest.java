package dev.hoist.kernel.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.kernel.audit.verify.AuditVerifier;
import dev.hoist.kernel.audit.verify.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTreeTest {
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

  @TempDir Path dir;

  @Test
  void anEmptyLogHasACheckpoint() throws IOException {
    AuditTree tree = open();
    assertThat(tree.size()).isZero();
    assertThat(verify())
        .isEqualTo(
            new Verdict.Intact(
                0,
                Hash.EMPTY.base64(),
                "hoist.example/log",
                NOON,
                vkey(),
                true,
                tree.checkpoint().note()));
  }

  @Test
  void growsAcrossTilesAndReopens() throws IOException {
    AuditTree tree = open();
    tree.append(Vectors.entries(0, 5), NOON);
    tree.append(Vectors.entries(5, 300), NOON);
    Checkpoint last = tree.append(Vectors.entries(300, 700), NOON.plusSeconds(1));
    assertThat(open().checkpoint()).isEqualTo(last);
    assertThat(verify())
        .isEqualTo(
            new Verdict.Intact(
                700,
                last.root().base64(),
                "hoist.example/log",
                NOON.plusSeconds(1),
                vkey(),
                true,
                last.note()));
    assertThat(files())
        .containsExactlyInAnyOrder(
            "audit.key",
            "audit.pub",
            "checkpoint",
            "tile/0/000",
            "tile/0/001",
            "tile/0/002.p/188",
            "tile/1/000.p/2",
            "tile/entries/000",
            "tile/entries/001",
            "tile/entries/002.p/188");
  }

  @Test
  void theSameEntriesAtTheSamePlaceAreTakenOnce() throws IOException {
    AuditTree tree = open();
    tree.append(0, Vectors.entries(0, 300), NOON);
    Checkpoint again = tree.append(200, Vectors.entries(200, 310), NOON);
    assertThat(again.size()).isEqualTo(310);
    assertThat(tree.append(0, Vectors.entries(0, 310), NOON.plusSeconds(9))).isEqualTo(again);
  }

  @Test
  void anotherEntryAtATakenPlaceIsRefused() throws IOException {
    AuditTree tree = open();
    tree.append(0, Vectors.entries(0, 10), NOON);
    assertThatThrownBy(() -> tree.append(9, Vectors.entries(0, 1), NOON))
        .isInstanceOf(AuditDamagedException.class)
        .hasMessageContaining("another entry at 9");
    assertThat(tree.size()).isEqualTo(10);
  }

  @Test
  void aGapIsRefused() throws IOException {
    AuditTree tree = open();
    assertThatThrownBy(() -> tree.append(1, Vectors.entries(1, 2), NOON))
        .hasMessage("entry 1 does not follow; the log has 0 entries");
  }

  @Test
  void entriesOfAllLengthsUpToTheLimit() throws IOException {
    AuditTree tree = open();
    tree.append(List.of(new byte[0], new byte[AuditTree.MAX_ENTRY]), NOON);
    assertThat(verify()).isInstanceOf(Verdict.Intact.class);
    assertThatThrownBy(() -> tree.append(List.of(new byte[AuditTree.MAX_ENTRY + 1]), NOON))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("audit entry 2 has 65536 bytes; at most 65535 fit");
  }

  @Test
  void provesInclusionAndConsistencyFromItsTiles() throws IOException {
    AuditTree tree = open();
    Checkpoint older = tree.append(Vectors.entries(0, 300), NOON);
    Checkpoint newer = tree.append(Vectors.entries(300, 700), NOON);
    for (int i = 0; i < 700; i++) {
      Hash leaf = Hash.leaf(Vectors.entries(i, i + 1).getFirst());
      assertThat(Proofs.includes(i, 700, leaf, tree.inclusion(i), newer.root())).isTrue();
    }
    assertThat(Proofs.consistent(300, 700, older.root(), newer.root(), tree.consistency(300)))
        .isTrue();
  }

  @Test
  void theKeyIsItsOwnersAlone() throws IOException {
    open();
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("audit.key"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aLostKeyIsNotReplaced() throws IOException {
    open();
    Files.delete(dir.resolve("audit.key"));
    assertThatThrownBy(this::open)
        .isInstanceOf(AuditDamagedException.class)
        .hasMessageContaining("restore it from a backup");
  }

  @Test
  void aKeyThatOthersCanReadIsNotUsed() throws IOException {
    open();
    Files.setPosixFilePermissions(
        dir.resolve("audit.key"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(this::open).hasMessageContaining("chmod 600");
  }

  private AuditTree open() throws IOException {
    return AuditTree.open(dir, AuditKeys.loadOrCreate(dir, "hoist.example/log"), NOON);
  }

  private Verdict verify() throws IOException {
    return AuditVerifier.verify(dir, Optional.empty());
  }

  private String vkey() throws IOException {
    return Files.readString(dir.resolve("audit.pub")).strip();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(dir)) {
      return all.filter(Files::isRegularFile)
          .map(path -> dir.relativize(path).toString())
          .collect(Collectors.toList());
    }
  }
}
