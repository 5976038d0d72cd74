package dev.hoist.policy.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.StructValue;
import java.util.Map;
import java.util.Optional;

/**
 * Fields of which a missing one is not absent but unknown: to ask for it, or whether it is there,
 * cannot be answered; nor can anything be said of all of them together.
 */
// Error Prone cannot see that the values are immutable: they are texts, numbers, times, and
// unmodifiable lists and maps of such.
@SuppressWarnings("Immutable")
final class KnownFields extends StructValue<String, Object> {
  private final String path;
  private final Map<String, Object> known;

  /**
   * @param path what stands before a field's name in messages, with its dot
   */
  KnownFields(String path, Map<String, Object> known) {
    this.path = path;
    this.known = Map.copyOf(known);
  }

  @Override
  public Object select(String field) {
    Object value = known.get(field);
    if (value == null) {
      throw new UnknownFact(path + field);
    }
    Effort.spend(value instanceof String text ? Effort.of(text) : 1);
    return value;
  }

  @Override
  public Optional<Object> find(String field) {
    return Optional.of(select(field));
  }

  @Override
  public Object value() {
    throw new UnknownFact("everything under " + path);
  }

  @Override
  public boolean isZeroValue() {
    return false;
  }

  @Override
  public CelType celType() {
    return SimpleType.DYN;
  }

  @Override
  public String toString() {
    return path + "…";
  }
}
