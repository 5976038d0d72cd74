package dev.hoist.control.store;

import static dev.hoist.control.store.Json.object;

import dev.hoist.kernel.policy.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Known values as stored: an object with one key, which says of what type the value is. */
final class ValueJson {
  private ValueJson() {}

  static Map<String, Object> write(Map<String, Value> values) {
    Map<String, Object> out = new LinkedHashMap<>();
    new TreeMap<>(values).forEach((name, value) -> out.put(name, write(value)));
    return out;
  }

  private static Map<String, Object> write(Value value) {
    return switch (value) {
      case Value.Text v -> object("text", v.text());
      case Value.Flag v -> object("flag", v.yes());
      case Value.Whole v -> object("whole", v.number());
      case Value.Moment v -> object("moment", v.at().toString());
      case Value.Span v -> object("span", v.length().toString());
      case Value.Many v -> object("many", v.items().stream().map(ValueJson::write).toList());
      case Value.Named v -> object("named", write(v.fields()));
    };
  }

  static Map<String, Value> read(JsonNode in) {
    Map<String, Value> values = new LinkedHashMap<>();
    in.forEachEntry((name, value) -> values.put(name, value(value)));
    return values;
  }

  private static Value value(JsonNode in) {
    String type = in.propertyNames().iterator().next();
    JsonNode value = in.required(type);
    return switch (type) {
      case "text" -> new Value.Text(value.stringValue());
      case "flag" -> new Value.Flag(value.booleanValue());
      case "whole" -> new Value.Whole(value.longValue());
      case "moment" -> new Value.Moment(Instant.parse(value.stringValue()));
      case "span" -> new Value.Span(Duration.parse(value.stringValue()));
      case "many" -> new Value.Many(value.values().stream().map(ValueJson::value).toList());
      case "named" -> new Value.Named(read(value));
      default -> throw new IllegalStateException("a stored value is of type " + type);
    };
  }
}
