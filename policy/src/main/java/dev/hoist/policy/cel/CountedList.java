package dev.hoist.policy.cel;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * A list of facts. Whoever looks through it pays for all of it; the runtime does so whenever the
 * list is named, whatever is then done with it.
 */
final class CountedList extends AbstractList<Object> implements RandomAccess {
  private final List<?> items;
  private long cost;

  CountedList(List<?> items) {
    this.items = items;
  }

  @Override
  public Object get(int index) {
    if (index == 0) {
      Effort.spend(cost());
    }
    return items.get(index);
  }

  /** Lists and mappings in it pay for themselves. */
  private long cost() {
    if (cost == 0) {
      long sum = 0;
      for (Object item : items) {
        sum += item instanceof String text ? Effort.of(text) : 1;
      }
      cost = sum;
    }
    return cost;
  }

  @Override
  public int size() {
    return items.size();
  }
}
