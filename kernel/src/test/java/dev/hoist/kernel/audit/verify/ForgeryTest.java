package dev.hoist.kernel.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.audit.AuditTree;
import dev.hoist.kernel.audit.NoteSigner;
import dev.hoist.kernel.audit.Vectors;
import dev.hoist.kernel.audit.verify.Verdict.Broken;
import dev.hoist.kernel.audit.verify.Verdict.Intact;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S22 whole histories put in the place of the one that was")
class ForgeryTest {
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
  private static final NoteSigner SIGNER = NoteSigner.generate("hoist.example/log");

  @TempDir Path temp;
  private Path dir = Path.of("");
  private String seen = "";

  @BeforeEach
  void build() throws IOException {
    dir = temp.resolve("log");
    seen = log(dir, SIGNER, 300, 700);
  }

  /** A log of two appends; the note of the first. */
  private static String log(Path dir, NoteSigner signer, int first, int second) throws IOException {
    AuditTree tree = AuditTree.open(dir, signer, NOON);
    String note = tree.append(0, Vectors.entries(0, first), NOON).note();
    tree.append(first, Vectors.entries(first, second), NOON);
    Files.writeString(dir.resolve("audit.pub"), signer.vkey() + "\n");
    return note;
  }

  @Test
  void aForkIsFoundByWhoSawTheOther() throws IOException {
    Path fork = temp.resolve("fork");
    AuditTree tree = AuditTree.open(fork, SIGNER, NOON);
    tree.append(0, Vectors.entries(1, 701), NOON);
    assertThat(verify(fork)).isInstanceOf(Intact.class);
    assertThat(verify(fork, seen))
        .isEqualTo(
            new Broken(
                0,
                "checkpoint",
                "the log was forked: the checkpoint seen for its first 300 entries is of another"
                    + " log"));
  }

  @Test
  void aShorterLogIsFoundByWhoSawTheLonger() throws IOException {
    Path shorter = temp.resolve("shorter");
    AuditTree.open(shorter, SIGNER, NOON).append(0, Vectors.entries(0, 299), NOON);
    assertThat(verify(shorter)).isInstanceOf(Intact.class);
    assertThat(verify(shorter, seen))
        .isEqualTo(
            new Broken(
                299,
                "checkpoint",
                "the log was truncated: a checkpoint for 300 entries was signed"));
  }

  @Test
  void anEarlierCheckpointPutBackIsFound() throws IOException {
    Files.writeString(dir.resolve("checkpoint"), seen);
    assertThat(verify(dir)).isInstanceOf(Broken.class);
  }

  @Test
  void aLogRewrittenUnderAnotherKeyIsFoundByWhoHasTheKey() throws IOException {
    Path forged = temp.resolve("forged");
    NoteSigner other = NoteSigner.generate(SIGNER.name());
    log(forged, other, 300, 700);
    assertThat(AuditVerifier.verify(forged, Optional.empty()))
        .isInstanceOfSatisfying(Intact.class, intact -> assertThat(intact.ownKey()).isTrue());
    assertThat(verify(forged))
        .isEqualTo(
            new Broken(
                0,
                "audit.pub",
                "the log came with another key than the one given; so no entry can be trusted"));
    Files.delete(forged.resolve("audit.pub"));
    assertThat(verify(forged)).isInstanceOf(Broken.class);
  }

  @Test
  void aForgedCheckpointToCompareWithIsRefused() throws IOException {
    assertThat(verify(dir, seen.replace("300", "301"))).isInstanceOf(Broken.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tile/0/003", "tile/entries/003", "tile/0/002.p/189", "tile/2/000.p/1", "tile/0/x001/000",
        "tile/0/002.p/300", "notes.txt", "tile/0/000.bak", "tile/7/000", "audit.pub.old"
      })
  void filesThatDoNotBelongThereAreFound(String stray) throws IOException {
    Path file = dir.resolve(stray);
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[32]);
    assertThat(verify(dir))
        .isInstanceOfSatisfying(
            Broken.class,
            broken -> {
              assertThat(broken.index()).isEqualTo(700);
              assertThat(broken.file()).isEqualTo(stray);
            });
  }

  @Test
  void anEarlierStateOfATileMustBeItsStart() throws IOException {
    Path kept = dir.resolve("tile/0/002.p/100");
    byte[] start = Files.readAllBytes(dir.resolve("tile/0/002.p/188"));
    Files.write(kept, Arrays.copyOf(start, 3200));
    assertThat(verify(dir)).isInstanceOf(Intact.class);
    start[7] ^= 1;
    Files.write(kept, Arrays.copyOf(start, 3200));
    assertThat(verify(dir)).isInstanceOf(Broken.class);
  }

  @Test
  void aDirectoryOrALinkInThePlaceOfAFileIsFound() throws IOException {
    Path tile = dir.resolve("tile/0/001");
    Files.delete(tile);
    Files.createDirectory(tile);
    assertThat(verify(dir)).isInstanceOf(Broken.class);
    Files.createSymbolicLink(dir.resolve("tile/0/x001"), dir.resolve("tile/0"));
    assertThat(verify(dir)).isInstanceOf(Broken.class);
  }

  @Test
  void aWitnessMaySignToo() throws IOException {
    Path checkpoint = dir.resolve("checkpoint");
    String line =
        "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";
    Files.writeString(checkpoint, Files.readString(checkpoint) + line);
    assertThat(verify(dir)).isInstanceOf(Intact.class);
  }

  @Test
  void everySignatureOfTheLogMustBeThere() throws IOException {
    String note = Files.readString(dir.resolve("checkpoint"));
    List<String> lines = note.lines().toList();
    for (String line : lines.subList(4, 6)) {
      Files.writeString(dir.resolve("checkpoint"), note.replace(line + "\n", ""));
      assertThat(verify(dir))
          .isEqualTo(
              new Broken(
                  0, "checkpoint", "not signed by hoist.example/log; so no entry can be trusted"));
    }
  }

  @Test
  @DisplayName("an exported archive is checked without unpacking it")
  void insideAnArchive() throws IOException {
    URI zip = URI.create("jar:" + temp.resolve("log.zip").toUri());
    try (FileSystem archive = FileSystems.newFileSystem(zip, Map.of("create", "true"));
        Stream<Path> all = Files.walk(dir)) {
      for (Path path : all.toList()) {
        Path there = archive.getPath("/" + dir.relativize(path));
        if (!there.equals(archive.getPath("/"))) {
          Files.copy(path, there);
        }
      }
      assertThat(AuditVerifier.verify(archive.getPath("/"), Optional.empty()))
          .isInstanceOf(Intact.class);
    }
  }

  @Test
  @DisplayName("S22 nothing of the verifier comes from the writer")
  void sharesNoCode() throws IOException {
    try (Stream<Path> sources =
        Files.list(Path.of("src/main/java/dev/hoist/kernel/audit/verify"))) {
      for (Path source : sources.toList()) {
        String code = Files.readString(source, StandardCharsets.UTF_8);
        assertThat(code)
            .doesNotContainPattern("import (static )?dev\\.hoist\\.(?!kernel\\.audit\\.verify\\.)");
      }
    }
  }

  private static Verdict verify(Path dir, String... seen) throws IOException {
    return AuditVerifier.verify(dir, Optional.of(SIGNER.vkey()), (origin, size) -> List.of(seen));
  }
}
