package dev.hoist.policy.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** JSON made of maps, lists, texts, numbers and booleans; indented for people. */
final class Json {
  private Json() {}

  /** Keys and values by turns, in this order. */
  static Map<String, Object> object(Object... keysAndValues) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      all.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
    }
    return all;
  }

  static String write(Object value) {
    return write(value, "") + "\n";
  }

  private static String write(Object value, String indent) {
    return switch (value) {
      case Map<?, ?> map when !map.isEmpty() -> map(map, indent);
      case Map<?, ?> empty -> "{}";
      case List<?> list ->
          list.stream().map(v -> write(v, indent)).collect(Collectors.joining(", ", "[", "]"));
      case String text -> quoted(text);
      default -> value.toString();
    };
  }

  private static String map(Map<?, ?> map, String indent) {
    String deeper = indent + "  ";
    return map.entrySet().stream()
        .map(e -> deeper + quoted(String.valueOf(e.getKey())) + ": " + write(e.getValue(), deeper))
        .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
