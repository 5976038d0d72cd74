package dev.hoist.policy.cel;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A mapping of facts. Whoever looks through it pays for all of it, as for {@link CountedList}. */
final class CountedMap extends AbstractMap<String, Object> {
  private static final long FIELD = 4;

  private final Map<String, Object> fields;
  private final long cost;

  CountedMap(Map<String, Object> fields) {
    this.fields = fields;
    this.cost =
        fields.values().stream()
            .mapToLong(value -> value instanceof String text ? FIELD + Effort.of(text) : FIELD)
            .sum();
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    Effort.spend(cost);
    return fields.entrySet();
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
