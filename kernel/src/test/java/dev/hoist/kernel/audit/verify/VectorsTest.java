package dev.hoist.kernel.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.kernel.audit.Vectors;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S22 the verifier takes what other implementations make, and nothing like it")
class VectorsTest {
  private static final String GOLANG = Vectors.read("note/golang.vkey").strip();

  @ParameterizedTest
  @MethodSource("dev.hoist.kernel.audit.Vectors#leaves")
  void leaf(Vectors.Leaf leaf) {
    assertThat(hex(Merkle.leaf(leaf.entry()))).isEqualTo(leaf.hash());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ct-tree.txt", "large-tree.txt"})
  void roots(String file) {
    List<byte[]> entries =
        file.startsWith("ct")
            ? Vectors.leaves().map(Vectors.Leaf::entry).toList()
            : Vectors.entries(0, 70_000);
    List<byte[]> leaves = entries.stream().map(Merkle::leaf).toList();
    assertThat(Vectors.roots(file))
        .isNotEmpty()
        .allSatisfy(
            root ->
                assertThat(hex(Merkle.root(leaves.subList(0, root.size()))))
                    .isEqualTo(root.hash()));
  }

  @ParameterizedTest
  @MethodSource("dev.hoist.kernel.audit.Vectors#paths")
  void paths(String kind, long n, int width, String path) {
    var name = new TileName(kind, n, width);
    assertThat(name.path()).isEqualTo(path);
    assertThat(TileName.parse(path)).contains(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tile/0/0",
        "tile/0/x000/001",
        "tile/00/001",
        "tile/7/001",
        "tile/0/001/002",
        "tile/0/001.p/0",
        "tile/0/001.p/256",
        "tile/0/001.p/01",
        "tile/entries/001.p",
        "tile/0/../0/001",
        "tile/0/٠٠١",
        "checkpoint"
      })
  void otherPathsAreNoTiles(String path) {
    assertThat(TileName.parse(path)).isEmpty();
  }

  @Test
  void noteSignedByGo() throws Malformed {
    String note = Vectors.read("note/golang.note");
    String text = note.substring(0, note.indexOf("\n\n") + 1);
    byte[] blob = LogKey.base64(note.substring(note.lastIndexOf(' ') + 1).strip());
    byte[] signature = Arrays.copyOfRange(blob, 4, blob.length);
    LogKey key = LogKey.parse(GOLANG);
    assertThat(key.name()).isEqualTo("PeterNeumann");
    assertThat(key.noteId()).isEqualTo(Arrays.copyOf(blob, 4));
    assertThat(key.signed(text, signature)).isTrue();
    assertThat(key.signed(text + "\n", signature)).isFalse();
  }

  /** As golang.org/x/mod/sumdb/note tests it: no part and no neighbour of a key is a key. */
  @Test
  void mangledKeysAreNoKeys() {
    IntStream.range(0, GOLANG.length()).forEach(i -> refused(GOLANG.substring(0, i)));
    IntStream.rangeClosed(1, GOLANG.length()).forEach(i -> refused(GOLANG.substring(i)));
    for (int i = 0; i < GOLANG.length(); i++) {
      var mangled = new StringBuilder(GOLANG);
      mangled.setCharAt(i, (char) (mangled.charAt(i) + 1));
      refused(mangled.toString());
    }
    refused("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==");
    refused("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
  }

  private static void refused(String vkey) {
    assertThatThrownBy(() -> LogKey.parse(vkey)).as(vkey).isInstanceOf(Malformed.class);
  }

  @Test
  void wholeLog() throws IOException {
    String vkey = Vectors.read("log-300/audit.pub").strip();
    Verdict verdict = AuditVerifier.verify(Vectors.DIR.resolve("log-300"), Optional.of(vkey));
    assertThat(verdict)
        .isEqualTo(
            new Verdict.Intact(
                300,
                "yjk9Apa+xeC43KuYO9H7fRRh9RLnJny4ljGtJv1m2Eg=",
                "hoist.example/test-vectors",
                Instant.parse("2026-05-01T12:00:00Z"),
                vkey,
                false,
                Vectors.read("log-300/checkpoint")));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
