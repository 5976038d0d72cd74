package dev.hoist.control;

import java.util.List;

/**
 * Some items of a longer list.
 *
 * @param more whether there are more after the last one
 */
public record Page<T>(List<T> items, boolean more) {
  public Page {
    items = List.copyOf(items);
  }

  /** The first {@code limit} of at most {@code limit + 1} items. */
  public static <T> Page<T> of(List<T> oneMore, int limit) {
    boolean more = oneMore.size() > limit;
    return new Page<>(more ? oneMore.subList(0, limit) : oneMore, more);
  }
}
