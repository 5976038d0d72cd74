package dev.hoist.kernel.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.audit.AuditTree;
import dev.hoist.kernel.audit.NoteSigner;
import dev.hoist.kernel.audit.Vectors;
import dev.hoist.kernel.audit.verify.Verdict.Broken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What somebody who has the folder but not the key may try. */
class TamperingTest {
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
  private static final NoteSigner SIGNER = NoteSigner.generate("hoist.example/log");
  private static final int SIZE = 611;
  private static final List<String> EARLIER = new ArrayList<>();

  private static Path temp = Path.of("");
  private static Path dir = Path.of("");
  private static List<String> files = List.of();

  @BeforeContainer
  static void build() throws IOException {
    temp = Files.createTempDirectory("tampering");
    dir = temp.resolve("log");
    AuditTree tree = AuditTree.open(dir, SIGNER, NOON);
    EARLIER.add(tree.append(0, Vectors.entries(0, 300), NOON).note());
    EARLIER.add(tree.append(300, Vectors.entries(300, SIZE), NOON).note());
    Files.writeString(dir.resolve("audit.pub"), SIGNER.vkey() + "\n");
    files = list(dir);
  }

  @AfterContainer
  static void drop() throws IOException {
    try (Stream<Path> all = Files.walk(temp)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Example
  @Label("S22 an untouched log is intact, and continues what was seen of it")
  void untouched() throws IOException {
    assertThat(AuditVerifier.verify(dir, Optional.of(SIGNER.vkey()), (log, size) -> EARLIER))
        .isInstanceOf(Verdict.Intact.class);
  }

  @Property(tries = 120)
  @Label("S22 any flip of any bits of any byte of any file is found")
  void flip(
      @ForAll("file") String file, @ForAll int at, @ForAll @IntRange(min = 1, max = 255) int bits)
      throws IOException {
    byte[] content = Files.readAllBytes(dir.resolve(file));
    content[Math.floorMod(at, content.length)] ^= (byte) bits;
    assertThat(withFile(file, content)).isInstanceOf(Broken.class);
  }

  @Example
  @Label("S22 any flip of one bit of the checkpoint or the key is found")
  void everyBitOfWhatIsSigned() throws IOException {
    for (String file : List.of("checkpoint", "audit.pub")) {
      byte[] content = Files.readAllBytes(dir.resolve(file));
      for (int bit = 0; bit < content.length * 8; bit++) {
        content[bit / 8] ^= (byte) (1 << bit % 8);
        assertThat(withFile(file, content)).isInstanceOf(Broken.class);
        content[bit / 8] ^= (byte) (1 << bit % 8);
      }
    }
  }

  @Property(tries = 120)
  @Label("S22 a changed entry is named, exactly")
  void changedEntry(@ForAll("index") int index, @ForAll @IntRange(min = 1, max = 255) int bits)
      throws IOException {
    List<byte[]> entries = bundle(index);
    entries.get(index % 256)[0] ^= (byte) bits;
    assertThat(withBundle(index, entries))
        .isEqualTo(new Broken(index, bundleOf(index), "this entry is not the one that was signed"));
  }

  @Property(tries = 120)
  @Label("S22 a changed stored hash is named, exactly, and the entry cleared")
  void changedHash(@ForAll("index") int index, @ForAll @IntRange(max = 31) int at)
      throws IOException {
    String file = bundleOf(index).replace("entries", "0");
    byte[] tile = Files.readAllBytes(dir.resolve(file));
    tile[index % 256 * 32 + at] ^= 1;
    assertThat(withFile(file, tile))
        .isEqualTo(
            new Broken(index, file, "this stored hash was changed; the entry itself was not"));
  }

  @Property(tries = 120)
  @Label("S22 a deleted entry is named")
  void deletedEntry(@ForAll("index") int index) throws IOException {
    List<byte[]> entries = bundle(index);
    entries.remove(index % 256);
    assertThat(indexOf(withBundle(index, entries))).isEqualTo(index);
  }

  @Property(tries = 120)
  @Label("S22 two entries that changed places: the first of them is named")
  void reordered(@ForAll("index") int one, @ForAll @IntRange(max = 255) int two)
      throws IOException {
    List<byte[]> entries = bundle(one);
    int other = two % entries.size();
    if (other == one % 256) {
      return;
    }
    Collections.swap(entries, one % 256, other);
    assertThat(indexOf(withBundle(one, entries)))
        .isEqualTo(one / 256 * 256 + Math.min(one % 256, other));
  }

  @Property(tries = 120)
  @Label("S22 an entry put in between is named")
  void inserted(@ForAll("index") int index) throws IOException {
    List<byte[]> entries = bundle(index);
    entries.add(index % 256, "harmless".getBytes(StandardCharsets.UTF_8));
    assertThat(indexOf(withBundle(index, entries))).isEqualTo(index);
  }

  @Property(tries = 120)
  @Label("S22 a file cut off anywhere, or gone, is found")
  void cutOff(@ForAll("file") String file, @ForAll int at) throws IOException {
    byte[] content = Files.readAllBytes(dir.resolve(file));
    byte[] cut = Arrays.copyOf(content, Math.floorMod(at, content.length));
    assertThat(withFile(file, cut)).isInstanceOf(Broken.class);
    Files.delete(dir.resolve(file));
    assertThat(restoring(file, content)).isInstanceOf(Broken.class);
  }

  @Property(tries = 120)
  @Label("S22 a file with something after its end is found")
  void longer(@ForAll("file") String file, @ForAll byte more) throws IOException {
    byte[] content = Files.readAllBytes(dir.resolve(file));
    byte[] longer = Arrays.copyOf(content, content.length + 1);
    longer[content.length] = more;
    assertThat(withFile(file, longer)).isInstanceOf(Broken.class);
  }

  @Property(tries = 100)
  @Label("S22 a file in the place of another is found")
  void swappedFiles(@ForAll("file") String one, @ForAll("file") String two) throws IOException {
    if (!one.equals(two)) {
      assertThat(withFile(one, Files.readAllBytes(dir.resolve(two)))).isInstanceOf(Broken.class);
    }
  }

  @Property(tries = 20)
  @Label("S22 an entry rewritten together with every tile above it is found")
  void rewritten(@ForAll("index") int index) throws IOException {
    List<byte[]> entries = new ArrayList<>(Vectors.entries(0, SIZE));
    entries.set(index, "nothing to see here".getBytes(StandardCharsets.UTF_8));
    Path forged = Files.createTempDirectory(temp, "forged");
    AuditTree.open(forged, NoteSigner.generate(SIGNER.name()), NOON).append(0, entries, NOON);
    Files.copy(
        dir.resolve("checkpoint"),
        forged.resolve("checkpoint"),
        StandardCopyOption.REPLACE_EXISTING);
    assertThat(AuditVerifier.verify(forged, Optional.of(SIGNER.vkey())))
        .isEqualTo(
            new Broken(
                0,
                "checkpoint",
                "the whole tree was rewritten: nothing in it leads to the signed root"));
  }

  @Property(tries = 20)
  @Label("S22 an entry rewritten with its own tile: that tile is named")
  void rewrittenTile(@ForAll("index") int index) throws IOException {
    int tile = index / 256;
    if (tile == SIZE / 256) {
      return; // the open tile is part of the root itself, as above
    }
    List<byte[]> entries = bundle(index);
    entries.get(index % 256)[0] ^= 1;
    var hashes = new ByteArrayOutputStream();
    entries.forEach(entry -> hashes.writeBytes(Merkle.leaf(entry)));
    String file = bundleOf(index).replace("entries", "0");
    byte[] before = Files.readAllBytes(dir.resolve(file));
    Files.write(dir.resolve(file), hashes.toByteArray());
    try {
      assertThat(indexOf(withBundle(index, entries))).isEqualTo(tile * 256L);
    } finally {
      Files.write(dir.resolve(file), before);
    }
  }

  @Provide
  Arbitrary<String> file() {
    return Arbitraries.of(files);
  }

  @Provide
  Arbitrary<Integer> index() {
    return Arbitraries.integers().between(0, SIZE - 1);
  }

  private static long indexOf(Verdict verdict) {
    return verdict instanceof Broken broken ? broken.index() : -1;
  }

  private static String bundleOf(int index) {
    int tile = index / 256;
    return "tile/entries/00" + tile + (tile == SIZE / 256 ? ".p/" + SIZE % 256 : "");
  }

  private static List<byte[]> bundle(int index) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(dir.resolve(bundleOf(index))));
    List<byte[]> entries = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] entry = new byte[in.getShort()];
      in.get(entry);
      entries.add(entry);
    }
    return entries;
  }

  private static Verdict withBundle(int index, List<byte[]> entries) throws IOException {
    var out = new ByteArrayOutputStream();
    for (byte[] entry : entries) {
      out.write(entry.length >> 8);
      out.write(entry.length);
      out.writeBytes(entry);
    }
    return withFile(bundleOf(index), out.toByteArray());
  }

  /** The verdict on the log with one file changed; afterwards it is as it was. */
  private static Verdict withFile(String file, byte[] content) throws IOException {
    byte[] before = Files.readAllBytes(dir.resolve(file));
    Files.write(dir.resolve(file), content);
    return restoring(file, before);
  }

  private static Verdict restoring(String file, byte[] before) throws IOException {
    try {
      return AuditVerifier.verify(dir, Optional.empty());
    } finally {
      Files.write(dir.resolve(file), before);
    }
  }

  private static List<String> list(Path dir) throws IOException {
    try (Stream<Path> all = Files.walk(dir)) {
      return all.filter(Files::isRegularFile)
          .map(path -> dir.relativize(path).toString())
          .sorted()
          .toList();
    }
  }
}
