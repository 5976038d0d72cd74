package dev.hoist.kernel.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.audit.AuditTree;
import dev.hoist.kernel.audit.NoteSigner;
import dev.hoist.kernel.audit.Vectors;
import dev.hoist.kernel.audit.verify.Verdict.Intact;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveLogTest {
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
  private static final NoteSigner SIGNER = NoteSigner.generate("hoist.example/log");

  @TempDir Path dir;

  @Test
  @DisplayName("S22 a log that grows while it is looked at is intact each time")
  void growing() throws IOException {
    AuditTree tree = AuditTree.open(dir, SIGNER, NOON);
    CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> grow(tree));
    long seen = 0;
    while (!writing.isDone()) {
      seen = sizeNow(seen);
    }
    writing.join();
    assertThat(sizeNow(seen)).isEqualTo(600);
  }

  private long sizeNow(long before) throws IOException {
    Verdict verdict = AuditVerifier.verify(dir, Optional.of(SIGNER.vkey()));
    assertThat(verdict).isInstanceOf(Intact.class);
    long size = verdict instanceof Intact intact ? intact.size() : -1;
    assertThat(size).isGreaterThanOrEqualTo(before);
    return size;
  }

  private static void grow(AuditTree tree) {
    try {
      for (int i = 0; i < 600; i += 3) {
        assertThat(tree.append(i, Vectors.entries(i, i + 3), NOON).size()).isEqualTo(i + 3L);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
