package dev.hoist.kernel.audit;

import java.io.IOException;

/** Where the hashes of complete subtrees come from. */
@FunctionalInterface
public interface Subtrees {
  /** The hash over the entries from {@code index << height} up to {@code (index + 1) << height}. */
  Hash complete(int height, long index) throws IOException;
}
