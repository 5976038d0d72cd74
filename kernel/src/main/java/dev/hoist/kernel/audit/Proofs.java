package dev.hoist.kernel.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Inclusion and consistency proofs: made as in RFC 6962 2.1, checked as in RFC 9162 2.1. */
public final class Proofs {
  private Proofs() {}

  /** The hashes that lead from the entry at {@code index} to the root of the first {@code size}. */
  public static List<Hash> inclusion(long index, long size, Subtrees tree) throws IOException {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("there is no entry " + index + " among " + size);
    }
    List<Hash> proof = new ArrayList<>();
    long from = 0;
    long to = size;
    while (to - from > 1) {
      long middle = from + split(to - from);
      boolean left = index < middle;
      proof.add(left ? range(middle, to, tree) : range(from, middle, tree));
      from = left ? from : middle;
      to = left ? middle : to;
    }
    return List.copyOf(proof.reversed());
  }

  /** The hashes that show that the tree of {@code older} entries is the start of the newer one. */
  public static List<Hash> consistency(long older, long newer, Subtrees tree) throws IOException {
    if (older < 0 || older > newer) {
      throw new IllegalArgumentException(
          "a tree of " + older + " does not precede one of " + newer);
    }
    if (older == 0 || older == newer) {
      return List.of();
    }
    List<Hash> proof = new ArrayList<>();
    long from = 0;
    long to = newer;
    while (to != older) {
      long middle = from + split(to - from);
      boolean left = older <= middle;
      proof.add(left ? range(middle, to, tree) : range(from, middle, tree));
      from = left ? from : middle;
      to = left ? middle : to;
    }
    if (from > 0) {
      proof.add(range(from, to, tree)); // else it is the older root, which whoever asks has
    }
    return List.copyOf(proof.reversed());
  }

  /** Whether the proof leads from the leaf at {@code index} to the root. */
  public static boolean includes(long index, long size, Hash leaf, List<Hash> proof, Hash root) {
    if (index < 0 || index >= size) {
      return false;
    }
    long node = index;
    long last = size - 1;
    Hash hash = leaf;
    for (Hash sibling : proof) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        hash = Hash.node(sibling, hash);
        int up = (node & 1) == 1 ? 0 : Long.numberOfTrailingZeros(node);
        node >>= up;
        last >>= up;
      } else {
        hash = Hash.node(hash, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && hash.equals(root);
  }

  /** Whether the proof shows that the older tree is the start of the newer one. */
  public static boolean consistent(
      long older, long newer, Hash olderRoot, Hash newerRoot, List<Hash> proof) {
    if (older < 0 || older > newer) {
      return false;
    }
    if (older == newer || older == 0) {
      Hash same = older == 0 ? Hash.EMPTY : newerRoot;
      return proof.isEmpty() && olderRoot.equals(same);
    }
    List<Hash> path = new ArrayList<>(proof);
    if (Long.bitCount(older) == 1) {
      path.addFirst(olderRoot);
    }
    return !path.isEmpty() && leadsToBoth(older, newer, olderRoot, newerRoot, path);
  }

  private static boolean leadsToBoth(
      long older, long newer, Hash olderRoot, Hash newerRoot, List<Hash> path) {
    int up = Long.numberOfTrailingZeros(~(older - 1));
    long node = (older - 1) >> up;
    long last = (newer - 1) >> up;
    Hash first = path.getFirst();
    Hash second = path.getFirst();
    for (Hash sibling : path.subList(1, path.size())) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        first = Hash.node(sibling, first);
        second = Hash.node(sibling, second);
        int zeros = (node & 1) == 1 || node == 0 ? 0 : Long.numberOfTrailingZeros(node);
        node >>= zeros;
        last >>= zeros;
      } else {
        second = Hash.node(second, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && first.equals(olderRoot) && second.equals(newerRoot);
  }

  /** The root over entries {@code from} to {@code to}; RFC 6962's MTH. */
  static Hash range(long from, long to, Subtrees tree) throws IOException {
    long size = to - from;
    if (size == 0) {
      return Hash.EMPTY;
    }
    if (Long.bitCount(size) == 1) {
      int height = Long.numberOfTrailingZeros(size);
      return tree.complete(height, from >> height);
    }
    long middle = from + split(size);
    return Hash.node(range(from, middle, tree), range(middle, to, tree));
  }

  /** The largest power of two smaller than {@code size}. */
  private static long split(long size) {
    return Long.highestOneBit(size - 1);
  }
}
