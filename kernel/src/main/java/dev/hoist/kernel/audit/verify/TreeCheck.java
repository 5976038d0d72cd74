package dev.hoist.kernel.audit.verify;

import dev.hoist.kernel.audit.verify.Verdict.Broken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Goes from the signed root down. A tile whose hashes add up to what is known above it is itself
 * known; one that does not is made again from the entries, and if that adds up, only the tile was
 * changed. So the first entry that differs is found, not only that something does.
 */
final class TreeCheck {
  private static final int WHOLE = TileName.WHOLE;

  private final LogCopy copy;
  private final long size;
  private final String root;

  TreeCheck(LogCopy copy, SignedHead head) {
    this.copy = copy;
    this.size = head.size();
    this.root = head.root();
  }

  /** The right edge of a level: the tile that is not whole. */
  private record Edge(int level, long number, int width) {}

  /** From the highest level down, which is also from the first entries to the last. */
  private static List<Edge> edges(long size) {
    List<Edge> edges = new ArrayList<>();
    for (int level = 0; size >> (8 * level) > 0; level++) {
      long items = size >> (8 * level);
      if (items % WHOLE > 0) {
        edges.addFirst(new Edge(level, items / WHOLE, (int) (items % WHOLE)));
      }
    }
    return edges;
  }

  /** The first entry that is not what was signed. */
  Optional<Broken> firstBad() throws IOException {
    List<Edge> edges = edges(size);
    boolean stored = root.equals(join(stored(edges)));
    if (!stored && !root.equals(join(remade(edges)))) {
      return Optional.of(lost());
    }
    for (Edge edge : edges) {
      Optional<Broken> bad = stored ? below(edge) : changedOrBelow(edge);
      if (bad.isPresent()) {
        return bad;
      }
    }
    return Optional.empty();
  }

  /**
   * The root of the first {@code older} entries, from stored tiles, once they are known to be good.
   */
  String rootAt(long older) throws IOException {
    List<List<byte[]>> parts = new ArrayList<>();
    for (Edge edge : edges(older)) {
      Edge now = edgeOf(edge);
      List<byte[]> hashes = copy.hashes(now.level, now.number, now.width).orElse(List.of());
      parts.add(hashes.subList(0, Math.min(edge.width, hashes.size())));
    }
    return join(parts);
  }

  /** The same tile as it is in the tree of now. */
  private Edge edgeOf(Edge older) {
    long items = size >> (8 * older.level);
    boolean whole = (older.number + 1) * WHOLE <= items;
    return new Edge(older.level, older.number, whole ? WHOLE : (int) (items % WHOLE));
  }

  private Optional<Broken> below(Edge edge) throws IOException {
    var known = copy.hashes(edge.level, edge.number, edge.width);
    return below(edge.level, edge.number, known.orElseThrow());
  }

  private Optional<Broken> changedOrBelow(Edge edge) throws IOException {
    List<byte[]> known = remake(edge.level, edge.number, edge.width);
    return changedOrBelow(edge.level, edge.number, known);
  }

  /** What is wrong in a tile made again from the entries, or below it, whichever comes first. */
  private Optional<Broken> changedOrBelow(int level, long number, List<byte[]> known)
      throws IOException {
    Optional<Broken> own = changed(level, number, known);
    Optional<Broken> below = below(level, number, known);
    return below.filter(b -> own.isEmpty() || b.index() <= own.get().index()).or(() -> own);
  }

  private Optional<Broken> below(int level, long number, List<byte[]> known) throws IOException {
    return level == 0 ? entries(number, known) : children(level, number, known);
  }

  private Optional<Broken> changed(int level, long number, List<byte[]> known) throws IOException {
    TileName name = TileName.hashes(level, number, known.size());
    Optional<List<byte[]>> stored = copy.hashes(level, number, known.size());
    if (stored.isEmpty()) {
      return broken(
          name.firstEntry(), name, "this file is missing or not whole; the entries are there");
    }
    for (int i = 0; i < known.size(); i++) {
      if (!Arrays.equals(known.get(i), stored.get().get(i))) {
        long entry = name.firstEntry() + ((long) i << name.shift());
        return broken(entry, name, "this stored hash was changed; the entry itself was not");
      }
    }
    return Optional.empty();
  }

  private Optional<Broken> children(int level, long number, List<byte[]> known) throws IOException {
    for (int i = 0; i < known.size(); i++) {
      Optional<Broken> bad = child(level - 1, number * WHOLE + i, known.get(i));
      if (bad.isPresent()) {
        return bad;
      }
    }
    return Optional.empty();
  }

  /** A whole tile of which only the hash over it is known so far. */
  private Optional<Broken> child(int level, long number, byte[] over) throws IOException {
    Optional<List<byte[]>> stored = copy.hashes(level, number, WHOLE);
    if (stored.isPresent() && Arrays.equals(over, Merkle.root(stored.get()))) {
      return below(level, number, stored.get());
    }
    List<byte[]> remade = remake(level, number, WHOLE);
    if (remade.size() == WHOLE && Arrays.equals(over, Merkle.root(remade))) {
      return changedOrBelow(level, number, remade);
    }
    TileName name = TileName.hashes(level, number, WHOLE);
    return broken(
        name.firstEntry(), name, "neither this tile nor the entries under it are what was signed");
  }

  private Optional<Broken> entries(long number, List<byte[]> known) throws IOException {
    TileName name = TileName.entries(number, known.size());
    LogCopy.Bundle bundle = copy.entries(number, known.size());
    for (int i = 0; i < known.size(); i++) {
      long entry = name.firstEntry() + i;
      if (i >= bundle.leaves().size()) {
        return broken(entry, name, "this entry is missing or cut off");
      }
      if (!Arrays.equals(known.get(i), bundle.leaves().get(i))) {
        return broken(entry, name, "this entry is not the one that was signed");
      }
    }
    if (bundle.leaves().size() > known.size() || !bundle.clean()) {
      return broken(name.firstEntry() + known.size(), name, "there is more than was signed");
    }
    return Optional.empty();
  }

  /** Nothing leads to the signed root; say where the entries end, if they end early. */
  private Broken lost() throws IOException {
    for (long number = 0; number * WHOLE < size; number++) {
      int width = (int) Math.min(WHOLE, size - number * WHOLE);
      LogCopy.Bundle bundle = copy.entries(number, width);
      if (bundle.leaves().size() < width) {
        TileName name = TileName.entries(number, width);
        return new Broken(
            name.firstEntry() + bundle.leaves().size(),
            name.path(),
            "entries are missing from here on, and without them none can be checked");
      }
    }
    return new Broken(
        0, "checkpoint", "the whole tree was rewritten: nothing in it leads to the signed root");
  }

  private List<List<byte[]>> stored(List<Edge> edges) throws IOException {
    List<List<byte[]>> parts = new ArrayList<>();
    for (Edge edge : edges) {
      parts.add(copy.hashes(edge.level, edge.number, edge.width).orElse(List.of()));
    }
    return parts;
  }

  private List<List<byte[]>> remade(List<Edge> edges) throws IOException {
    List<List<byte[]>> parts = new ArrayList<>();
    for (Edge edge : edges) {
      parts.add(remake(edge.level, edge.number, edge.width));
    }
    return parts;
  }

  /**
   * What a tile should hold, made from the entries under it; shorter when they are not all there.
   */
  private List<byte[]> remake(int level, long number, int width) throws IOException {
    if (level == 0) {
      List<byte[]> leaves = copy.entries(number, width).leaves();
      return leaves.subList(0, Math.min(width, leaves.size()));
    }
    List<byte[]> hashes = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      List<byte[]> below = remake(level - 1, number * WHOLE + i, WHOLE);
      if (below.size() < WHOLE) {
        return hashes;
      }
      hashes.add(Merkle.root(below));
    }
    return hashes;
  }

  /** One root over neighbouring parts; each is left of the next and has larger subtrees. */
  private static String join(List<List<byte[]>> parts) {
    byte[] root = Merkle.sha256();
    boolean first = true;
    for (List<byte[]> part : parts.reversed()) {
      int to = part.size();
      while (to > 0) {
        int peak = Integer.lowestOneBit(to);
        byte[] left = Merkle.root(part.subList(to - peak, to));
        root = first ? left : Merkle.parent(left, root);
        first = false;
        to -= peak;
      }
    }
    return Base64.getEncoder().encodeToString(root);
  }

  private static Optional<Broken> broken(long index, TileName name, String why) {
    return Optional.of(new Broken(index, name.path(), why));
  }
}
