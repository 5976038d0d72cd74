package dev.hoist.kernel.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S22 the writer makes what other implementations make")
class VectorsTest {
  private static final List<byte[]> CT = Vectors.leaves().map(Vectors.Leaf::entry).toList();
  private static final List<byte[]> LARGE = Vectors.entries(0, 70_000);

  @ParameterizedTest
  @MethodSource("dev.hoist.kernel.audit.Vectors#leaves")
  void leaf(Vectors.Leaf leaf) {
    assertThat(Hash.leaf(leaf.entry())).hasToString(leaf.hash());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ct-tree.txt", "large-tree.txt"})
  void roots(String file) {
    assertThat(Vectors.roots(file))
        .isNotEmpty()
        .allSatisfy(root -> assertThat(rootOf(file, root.size())).hasToString(root.hash()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ct-tree.txt", "large-tree.txt"})
  void inclusionProofs(String file) {
    assertThat(Vectors.proofs(file, "inclusion"))
        .isNotEmpty()
        .allSatisfy(proof -> inclusion(file, proof));
  }

  private static void inclusion(String file, Vectors.Proof vector) throws IOException {
    List<Hash> proof = hashes(vector);
    assertThat(Proofs.inclusion(vector.from(), vector.to(), tree(file))).isEqualTo(proof);
    Hash leaf = Hash.leaf(entries(file).get((int) vector.from()));
    Hash root = rootOf(file, (int) vector.to());
    assertThat(Proofs.includes(vector.from(), vector.to(), leaf, proof, root)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ct-tree.txt", "large-tree.txt"})
  void consistencyProofs(String file) {
    assertThat(Vectors.proofs(file, "consistency"))
        .isNotEmpty()
        .allSatisfy(proof -> consistency(file, proof));
  }

  private static void consistency(String file, Vectors.Proof vector) throws IOException {
    List<Hash> proof = hashes(vector);
    assertThat(Proofs.consistency(vector.from(), vector.to(), tree(file))).isEqualTo(proof);
    Hash older = rootOf(file, (int) vector.from());
    Hash newer = rootOf(file, (int) vector.to());
    assertThat(Proofs.consistent(vector.from(), vector.to(), older, newer, proof)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("dev.hoist.kernel.audit.Vectors#paths")
  void paths(String kind, long n, int width, String path) {
    int level = kind.equals("entries") ? Tile.ENTRIES : Integer.parseInt(kind);
    var tile = new Tile(level, n, width);
    assertThat(tile.path()).isEqualTo(path);
    assertThat(Tile.parse(path)).contains(tile);
  }

  @Test
  void noteSignedByGo() {
    NoteSigner signer = signer("note/golang.skey", Vectors.read("note/golang.vkey"));
    String note = Vectors.read("note/golang.note");
    String text = note.substring(0, note.indexOf("\n\n") + 1);
    assertThat(text + "\n" + signer.signature(text)).isEqualTo(note);
    assertThat(signer.skey()).isEqualTo(Vectors.read("note/golang.skey").strip());
  }

  @Test
  void wholeLog(@TempDir Path dir) throws IOException {
    NoteSigner signer = signer("note/test-vectors.skey", Vectors.read("log-300/audit.pub"));
    Instant noon = Instant.parse("2026-05-01T12:00:00Z");
    AuditTree.open(dir, signer, noon).append(Vectors.entries(0, 300), noon);
    SortedMap<String, String> expected = content(Vectors.DIR.resolve("log-300"));
    expected.remove("audit.pub");
    assertThat(content(dir)).isEqualTo(expected);
  }

  private static NoteSigner signer(String skeyFile, String vkey) {
    return NoteSigner.parse(Vectors.read(skeyFile).strip(), vkey.strip());
  }

  static SortedMap<String, String> content(Path dir) throws IOException {
    SortedMap<String, String> content = new TreeMap<>();
    try (Stream<Path> all = Files.walk(dir)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        content.put(
            dir.relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
    return content;
  }

  private static List<byte[]> entries(String file) {
    return file.startsWith("ct") ? CT : LARGE;
  }

  private static Hash rootOf(String file, int size) {
    return Frontier.EMPTY.grow(entries(file).subList(0, size)).next().root();
  }

  private static List<Hash> hashes(Vectors.Proof proof) {
    return proof.hashes().stream().map(h -> Hash.of(HexFormat.of().parseHex(h))).toList();
  }

  /** The slow way to a subtree's hash: from all its entries. */
  private static Subtrees tree(String file) {
    return (height, index) -> {
      int from = Math.toIntExact(index << height);
      var entries = entries(file).subList(from, from + (1 << height));
      return Frontier.EMPTY.grow(entries).next().root();
    };
  }
}
