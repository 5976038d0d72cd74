package dev.hoist.policy.cel;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A mapping of facts. Whoever looks through it pays for all of it, as for {@link CountedList}. */
final class CountedMap extends AbstractMap<String, Object> {
  private static final long FIELD = 4;

  private final Map<String, Object> fields;
  private long cost;

  CountedMap(Map<String, Object> fields) {
    this.fields = fields;
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    Effort.spend(cost());
    return fields.entrySet();
  }

  private long cost() {
    if (cost == 0) {
      long sum = 1;
      for (Object value : fields.values()) {
        sum += value instanceof String text ? FIELD + Effort.of(text) : FIELD;
      }
      cost = sum;
    }
    return cost;
  }

  @Override
  public @Nullable Object get(Object key) {
    Effort.spend(1);
    return fields.get(key);
  }

  @Override
  public boolean containsKey(Object key) {
    Effort.spend(1);
    return fields.containsKey(key);
  }

  @Override
  public int size() {
    return fields.size();
  }
}
