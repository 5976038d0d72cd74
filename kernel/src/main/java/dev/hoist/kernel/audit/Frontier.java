package dev.hoist.kernel.audit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The right edge of the tree: all that is needed to append to it and to know its root.
 *
 * @param size how many entries the tree has
 * @param bundle the entries that do not fill a bundle yet
 * @param levels from the leaves up, the hashes that do not fill a tile yet
 */
record Frontier(long size, List<byte[]> bundle, List<List<Hash>> levels) {
  static final Frontier EMPTY = new Frontier(0, List.of(), List.of());

  Frontier {
    bundle = List.copyOf(bundle);
    levels = levels.stream().map(List::copyOf).toList();
  }

  /** The edge after an append, and the files that make it last, by path and in no order. */
  record Growth(Frontier next, Map<String, byte[]> files) {}

  Growth grow(List<byte[]> entries) {
    var growing = new Growing(this);
    entries.forEach(growing::add);
    return growing.done();
  }

  Hash root() {
    Hash root = null;
    for (List<Hash> level : levels) {
      int from = level.size();
      for (int rest = level.size(); rest > 0; rest &= rest - 1) {
        int peak = Integer.lowestOneBit(rest);
        from -= peak;
        Hash left = complete(level.subList(from, from + peak));
        root = root == null ? left : Hash.node(left, root);
      }
    }
    return root == null ? Hash.EMPTY : root;
  }

  /** The hash over neighbours whose number is a power of two. */
  static Hash complete(List<Hash> hashes) {
    if (hashes.size() == 1) {
      return hashes.getFirst();
    }
    int half = hashes.size() / 2;
    return Hash.node(
        complete(hashes.subList(0, half)), complete(hashes.subList(half, hashes.size())));
  }

  static List<Hash> hashes(byte[] tile) {
    List<Hash> hashes = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(tile);
    while (in.remaining() >= Hash.BYTES) {
      byte[] hash = new byte[Hash.BYTES];
      in.get(hash);
      hashes.add(Hash.of(hash));
    }
    return hashes;
  }

  /** The entries of a bundle, up to the first that is not whole. */
  static List<byte[]> entries(byte[] bundle) {
    List<byte[]> entries = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(bundle);
    while (in.remaining() >= 2) {
      byte[] entry = new byte[Short.toUnsignedInt(in.getShort())];
      if (entry.length > in.remaining()) {
        break;
      }
      in.get(entry);
      entries.add(entry);
    }
    return entries;
  }

  /** An edge while entries are added to it. */
  private static final class Growing {
    private long size;
    private final List<byte[]> bundle;
    private final List<List<Hash>> levels = new ArrayList<>();
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    /** Up to which level the edge moved; below the leaves when it did not. */
    private int touched = Tile.ENTRIES;

    Growing(Frontier from) {
      size = from.size;
      bundle = new ArrayList<>(from.bundle);
      from.levels.forEach(level -> levels.add(new ArrayList<>(level)));
    }

    void add(byte[] entry) {
      bundle.add(entry);
      size++;
      push(0, Hash.leaf(entry));
    }

    private void push(int level, Hash hash) {
      touched = Math.max(touched, level);
      if (levels.size() == level) {
        levels.add(new ArrayList<>());
      }
      List<Hash> open = levels.get(level);
      open.add(hash);
      if (open.size() == Tile.FULL) {
        long n = Tile.edge(level, size).n() - 1;
        if (level == 0) {
          files.put(new Tile(Tile.ENTRIES, n, Tile.FULL).path(), bytesOfEntries(bundle));
          bundle.clear();
        }
        files.put(new Tile(level, n, Tile.FULL).path(), bytesOfHashes(open));
        Hash complete = complete(open);
        open.clear();
        push(level + 1, complete);
      }
    }

    Growth done() {
      if (!bundle.isEmpty()) {
        files.put(Tile.edge(Tile.ENTRIES, size).path(), bytesOfEntries(bundle));
      }
      for (int level = 0; level <= touched; level++) {
        if (!levels.get(level).isEmpty()) {
          files.put(Tile.edge(level, size).path(), bytesOfHashes(levels.get(level)));
        }
      }
      return new Growth(new Frontier(size, bundle, levels), files);
    }
  }

  private static byte[] bytesOfHashes(List<Hash> hashes) {
    var out = new ByteArrayOutputStream();
    hashes.forEach(hash -> out.writeBytes(hash.bytes()));
    return out.toByteArray();
  }

  private static byte[] bytesOfEntries(List<byte[]> entries) {
    var out = new ByteArrayOutputStream();
    for (byte[] entry : entries) {
      out.write(entry.length >> 8);
      out.write(entry.length);
      out.writeBytes(entry);
    }
    return out.toByteArray();
  }
}
