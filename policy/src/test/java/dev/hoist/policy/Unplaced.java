package dev.hoist.policy;

import dev.hoist.policy.source.Mark;
import dev.hoist.policy.source.Source;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What parsed files say, without where it stands: two files that mean the same are equal. */
public final class Unplaced {
  private Unplaced() {}

  public static Object of(Object value) {
    return switch (value) {
      case Mark mark -> "·";
      case Source source -> source.name();
      case Optional<?> optional -> optional.map(Unplaced::of);
      case Collection<?> several -> several.stream().map(Unplaced::of).toList();
      case Map<?, ?> named -> {
        Map<String, Object> plain = new TreeMap<>();
        named.forEach((k, v) -> plain.put(String.valueOf(k), of(v)));
        yield plain;
      }
      case Record record -> fields(record);
      default -> value;
    };
  }

  private static Object fields(Record record) {
    List<Object> all = new ArrayList<>(List.of(record.getClass().getSimpleName()));
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        component.getAccessor().setAccessible(true);
        all.add(of(component.getAccessor().invoke(record)));
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(String.valueOf(e.getMessage()), e);
      }
    }
    return all;
  }
}
