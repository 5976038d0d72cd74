package dev.hoist.kernel.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.audit.AuditTree;
import dev.hoist.kernel.audit.NoteSigner;
import dev.hoist.kernel.audit.Vectors;
import dev.hoist.kernel.audit.verify.Verdict.Broken;
import dev.hoist.kernel.audit.verify.Verdict.Intact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class DeepTreeTest {
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
  private static final NoteSigner SIGNER = NoteSigner.generate("hoist.example/log");
  private static final int SIZE = 66_000;

  @TempDir Path dir;

  @Test
  @DisplayName("S22 the first bad entry is named in a log of three levels")
  void threeLevels() throws IOException {
    AuditTree tree = AuditTree.open(dir, SIGNER, NOON);
    String seen = tree.append(0, Vectors.entries(0, 40_000), NOON).note();
    tree.append(40_000, Vectors.entries(40_000, SIZE), NOON);
    assertThat(AuditVerifier.verify(dir, Optional.of(SIGNER.vkey()), (log, size) -> List.of(seen)))
        .isInstanceOf(Intact.class);
    assertThat(AuditTree.open(dir, SIGNER, NOON).size()).isEqualTo(SIZE);
    assertThat(flipped("tile/entries/200", 2)).isEqualTo(200 * 256);
    assertThat(flipped("tile/0/200", 32 * 77)).isEqualTo(200 * 256 + 77);
    assertThat(flipped("tile/1/000", 32 * 77)).isEqualTo(77 * 256);
    assertThat(flipped("tile/2/000.p/1", 0)).isZero();
    assertThat(flipped("tile/1/001.p/1", 0)).isEqualTo(65_536);
    assertThat(flipped("tile/0/257.p/208", 32 * 9)).isEqualTo(257 * 256 + 9);
  }

  private long flipped(String file, int at) throws IOException {
    byte[] content = Files.readAllBytes(dir.resolve(file));
    content[at] ^= 1;
    Files.write(dir.resolve(file), content);
    Verdict verdict = AuditVerifier.verify(dir, Optional.of(SIGNER.vkey()));
    content[at] ^= 1;
    Files.write(dir.resolve(file), content);
    return verdict instanceof Broken broken && broken.file().equals(file) ? broken.index() : -1;
  }
}
