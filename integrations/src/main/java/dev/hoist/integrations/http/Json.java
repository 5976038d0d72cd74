package dev.hoist.integrations.http;

import dev.hoist.spi.AttributeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A value of an answer. What is not as documented is an error, never "there is none". */
public final class Json {
  private static final int LONGEST = 1_000;

  private final String source;
  private final String name;
  private final JsonNode node;

  Json(String source, String name, JsonNode node) {
    this.source = source;
    this.name = name;
    this.node = node;
  }

  private AttributeException odd(String what) {
    return new AttributeException(source + " answers something else than documented: " + what);
  }

  /** A field that may be absent or null. */
  public Optional<Json> find(String field) throws AttributeException {
    if (!node.isObject()) {
      throw odd(name + " is no object");
    }
    @Nullable JsonNode value = node.get(field);
    return value == null || value.isNull()
        ? Optional.empty()
        : Optional.of(new Json(source, field, value));
  }

  public Json get(String field) throws AttributeException {
    Optional<Json> value = find(field);
    if (value.isEmpty()) {
      throw odd(name + " has no " + field);
    }
    return value.get();
  }

  public List<Json> list(String field) throws AttributeException {
    Json value = get(field);
    if (!value.node.isArray()) {
      throw odd(field + " is no list");
    }
    List<Json> items = new ArrayList<>();
    value.node.values().forEach(item -> items.add(new Json(source, field, item)));
    return items;
  }

  /** This value as a text. */
  public String text() throws AttributeException {
    if (!node.isString() || node.stringValue().length() > LONGEST) {
      throw odd(name + " is no text of at most " + LONGEST + " characters");
    }
    return node.stringValue();
  }

  public String text(String field) throws AttributeException {
    return get(field).text();
  }

  /** A text that may be absent. */
  public Optional<String> maybe(String field) throws AttributeException {
    Optional<Json> value = find(field);
    return value.isPresent() ? Optional.of(value.get().text()) : Optional.empty();
  }

  public boolean flag(String field) throws AttributeException {
    JsonNode value = get(field).node;
    if (!value.isBoolean()) {
      throw odd(field + " is neither true nor false");
    }
    return value.booleanValue();
  }

  public int whole(String field) throws AttributeException {
    JsonNode value = get(field).node;
    if (!value.isInt()) {
      throw odd(field + " is no whole number");
    }
    return value.intValue();
  }
}
