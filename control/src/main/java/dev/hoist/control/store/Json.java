package dev.hoist.control.store;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Small words for reading and writing JSON trees. */
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static String write(Map<String, Object> value) {
    return MAPPER.writeValueAsString(value);
  }

  static String write(List<?> value) {
    return MAPPER.writeValueAsString(value);
  }

  static JsonNode read(String json) {
    return MAPPER.readTree(json);
  }

  /** Keys and values by turns. */
  static Map<String, Object> object(Object... keysAndValues) {
    Map<String, Object> out = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      out.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return out;
  }

  static String text(JsonNode in, String key) {
    return in.required(key).stringValue();
  }

  static Instant instant(JsonNode in, String key) {
    return Instant.parse(text(in, key));
  }

  static Duration duration(String iso) {
    return Duration.parse(iso);
  }

  static <T> Optional<T> optional(JsonNode in, String key, Function<JsonNode, T> read) {
    @Nullable JsonNode value = in.get(key);
    return value == null ? Optional.empty() : Optional.of(read.apply(value));
  }

  static <T> List<T> list(JsonNode in, String key, Function<JsonNode, T> read) {
    return in.required(key).values().stream().map(read).toList();
  }

  static List<String> texts(JsonNode in, String key) {
    return list(in, key, JsonNode::stringValue);
  }

  static List<String> strings(JsonNode in) {
    return in.values().stream().map(JsonNode::stringValue).toList();
  }

  static <T> Map<String, T> map(JsonNode in, String key, Function<JsonNode, T> read) {
    Map<String, T> out = new LinkedHashMap<>();
    in.required(key).forEachEntry((name, value) -> out.put(name, read.apply(value)));
    return out;
  }
}
