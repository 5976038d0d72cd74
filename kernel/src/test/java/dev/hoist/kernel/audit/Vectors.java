package dev.hoist.kernel.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The published vectors of {@code spec/audit}, read for the tests of writer and verifier. */
public final class Vectors {
  public static final Path DIR = Path.of("..", "spec", "audit");

  private Vectors() {}

  /** A proof between two numbers: index and size, or older and newer size. */
  public record Proof(long from, long to, List<String> hashes) {}

  /** A root and the size it is for. */
  public record Root(int size, String hash) {}

  /** An entry, as hex, and its leaf hash. */
  public record Leaf(String hex, String hash) {
    public byte[] entry() {
      return HexFormat.of().parseHex(hex);
    }
  }

  public static Stream<Leaf> leaves() {
    return lines("ct-tree.txt", "entry").map(w -> new Leaf(w[1].equals("-") ? "" : w[1], w[2]));
  }

  public static Stream<Root> roots(String file) {
    return lines(file, "root").map(w -> new Root(Integer.parseInt(w[1]), w[2]));
  }

  public static Stream<Proof> proofs(String file, String kind) {
    return lines(file, kind)
        .map(
            w ->
                new Proof(
                    Long.parseLong(w[1]), Long.parseLong(w[2]), List.of(w[3].split(",", -1))));
  }

  /** Kind, index, width and path. */
  public static Stream<String[]> paths() {
    return read("paths.txt").lines().filter(l -> !l.startsWith("#")).map(l -> l.split(" ", -1));
  }

  /** The entries that large trees are made of. */
  public static List<byte[]> entries(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> ("entry " + i).getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  public static String read(String file) {
    try {
      return Files.readString(DIR.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String[]> lines(String file, String kind) {
    return read(file).lines().map(line -> line.split(" ", -1)).filter(w -> w[0].equals(kind));
  }
}
