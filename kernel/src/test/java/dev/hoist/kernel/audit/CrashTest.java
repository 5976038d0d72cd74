package dev.hoist.kernel.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.kernel.audit.verify.AuditVerifier;
import dev.hoist.kernel.audit.verify.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("S22 a crash at any point leaves a log that is good before and after it goes on")
class CrashTest {
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
  private static final NoteSigner SIGNER = NoteSigner.generate("hoist.example/crash");

  @TempDir Path temp;

  @ParameterizedTest(name = "from {0} to {1} entries")
  @CsvSource({"0,1", "5,9", "9,255", "250,260", "255,256", "256,257", "100,600", "511,1025"})
  void atEveryStep(int from, int to) throws IOException {
    Path before = grown(from);
    Path after = grown(from, to);
    int step = 0;
    while (crashAt(step, false, before, from, after, to)) {
      assertThat(crashAt(step, true, before, from, after, to)).isTrue();
      step++;
    }
    assertThat(step).isGreaterThan(3);
  }

  /** Crashes before or after the step; false when there are not that many. */
  private boolean crashAt(int step, boolean done, Path before, int from, Path after, int to)
      throws IOException {
    Path dir = copy(before, temp.resolve(step + "-" + done));
    var doomed = new FailingFiles(new DirectoryFiles(dir), step, done);
    try {
      AuditTree.open(doomed, SIGNER, NOON).append(from, Vectors.entries(from, to), NOON);
    } catch (IOException e) {
      assertThat(e).hasMessage("the disk failed");
    }
    assertThat(sizeOf(verify(dir))).isIn((long) from, (long) to);
    AuditTree again = open(dir);
    assertThat(again.size()).isIn((long) from, (long) to);
    assertThat(again.append(from, Vectors.entries(from, to), NOON).size()).isEqualTo(to);
    assertThat(VectorsTest.content(dir)).isEqualTo(VectorsTest.content(after));
    return doomed.failed();
  }

  /** A log that grew undisturbed to one size after the other. */
  private Path grown(int... sizes) throws IOException {
    Path dir = Files.createTempDirectory(temp, "grown");
    AuditTree tree = open(dir);
    int from = 0;
    for (int to : sizes) {
      tree.append(from, Vectors.entries(from, to), NOON);
      from = to;
    }
    return dir;
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
    return to;
  }

  @ParameterizedTest(name = "at step {0}")
  @CsvSource({"1", "2", "3", "4", "5"})
  @DisplayName("S20 an append that fails is done by the next one, without a restart")
  void failsAndGoesOn(int step) throws IOException {
    Path dir = temp.resolve("log");
    open(dir).append(0, Vectors.entries(0, 255), NOON);
    var files = new FailingFiles(new DirectoryFiles(dir), step, false);
    AuditTree tree = AuditTree.open(files, SIGNER, NOON);
    assertThatThrownBy(() -> tree.append(255, Vectors.entries(255, 257), NOON))
        .isInstanceOf(IOException.class);
    files.mend();
    tree.append(255, Vectors.entries(255, 257), NOON);
    tree.append(257, Vectors.entries(257, 258), NOON);
    assertThat(sizeOf(verify(dir))).isEqualTo(258);
    assertThat(VectorsTest.content(dir)).isEqualTo(VectorsTest.content(grown(257, 258)));
  }

  @Test
  void aTornTemporaryFileIsInNobodysWay() throws IOException {
    Path dir = temp.resolve("log");
    open(dir).append(0, Vectors.entries(0, 5), NOON);
    Files.writeString(dir.resolve("writing.tmp"), "half a ti");
    assertThat(sizeOf(verify(dir))).isEqualTo(5);
    assertThat(open(dir).size()).isEqualTo(5);
    assertThat(dir.resolve("writing.tmp")).doesNotExist();
  }

  @Test
  void entriesBeyondTheCheckpointAreNotACrash() throws IOException {
    Path dir = temp.resolve("log");
    AuditTree tree = open(dir);
    String older = tree.append(0, Vectors.entries(0, 5), NOON).note();
    tree.append(5, Vectors.entries(5, 9), NOON);
    Files.writeString(dir.resolve("checkpoint"), older);
    assertThatThrownBy(() -> open(dir))
        .isInstanceOf(AuditDamagedException.class)
        .hasMessageContaining("beyond what the audit log ever signed");
  }

  @Test
  void aMissingCheckpointIsNotACrash() throws IOException {
    Path dir = temp.resolve("log");
    open(dir).append(0, Vectors.entries(0, 5), NOON);
    Files.move(dir.resolve("checkpoint"), dir.resolve("checkpoint.next"));
    assertThatThrownBy(() -> open(dir)).isInstanceOf(AuditDamagedException.class);
    Files.delete(dir.resolve("checkpoint.next"));
    assertThatThrownBy(() -> open(dir)).isInstanceOf(AuditDamagedException.class);
  }

  @Test
  void aChangedEndIsNotAppendedTo() throws IOException {
    Path dir = temp.resolve("log");
    open(dir).append(0, Vectors.entries(0, 5), NOON);
    Path bundle = dir.resolve("tile/entries/000.p/5");
    byte[] changed = Files.readAllBytes(bundle);
    changed[4] ^= 1;
    Files.write(bundle, changed);
    assertThatThrownBy(() -> open(dir)).isInstanceOf(AuditDamagedException.class);
  }

  @Test
  void anotherKeyDoesNotGoOnWithTheLog() throws IOException {
    Path dir = temp.resolve("log");
    open(dir);
    NoteSigner other = NoteSigner.generate("hoist.example/crash");
    assertThatThrownBy(() -> AuditTree.open(dir, other, NOON))
        .isInstanceOf(AuditDamagedException.class);
  }

  private static AuditTree open(Path dir) throws IOException {
    return AuditTree.open(dir, SIGNER, NOON);
  }

  private static Verdict verify(Path dir) throws IOException {
    return AuditVerifier.verify(dir, Optional.of(SIGNER.vkey()));
  }

  private static long sizeOf(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Intact.class);
    return verdict instanceof Verdict.Intact intact ? intact.size() : -1;
  }

  /** A disk that fails at one of its changes, before or after doing it, and at all that follow. */
  private static final class FailingFiles implements AuditFiles {
    private final AuditFiles disk;
    private int left;
    private final boolean afterDoing;
    private boolean mended;

    FailingFiles(AuditFiles disk, int left, boolean afterDoing) {
      this.disk = disk;
      this.left = left;
      this.afterDoing = afterDoing;
    }

    boolean failed() {
      return left < 0;
    }

    void mend() {
      mended = true;
    }

    @Override
    public Optional<byte[]> read(String path) throws IOException {
      return disk.read(path);
    }

    @Override
    public void write(String path, byte[] content) throws IOException {
      change(() -> disk.write(path, content));
    }

    @Override
    public void delete(String path) throws IOException {
      change(() -> disk.delete(path));
    }

    @Override
    public List<String> tiles() throws IOException {
      return disk.tiles();
    }

    private void change(Change change) throws IOException {
      boolean failing = !mended && --left < 0;
      if (!failing || (afterDoing && left == -1)) {
        change.make();
      }
      if (failing) {
        throw new IOException("the disk failed");
      }
    }

    private interface Change {
      void make() throws IOException;
    }
  }
}
