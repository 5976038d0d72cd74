package dev.hoist.policy.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.StructValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Fields of which a missing one is not absent but unknown: to ask for it, or whether it is there,
 * cannot be answered; nor can anything be said of all of them together. A value is made when it is
 * first asked for, because most conditions ask for one or two. Not thread-safe.
 */
// CEL wants its values immutable, and cannot see that this is: what was asked for is only kept, and
// would be made the same again.
@SuppressWarnings("Immutable")
final class KnownFields extends StructValue<String, Object> {
  private final String path;
  private final Function<String, Optional<Object>> known;
  private final Map<String, Object> made = new HashMap<>(4);

  /**
   * @param path what stands before a field's name in messages, with its dot
   * @param known a field's value by its name, immutable; empty when it is not known
   */
  KnownFields(String path, Function<String, Optional<Object>> known) {
    this.path = path;
    this.known = known;
  }

  @Override
  public Object select(String field) {
    Object value = made.get(field);
    if (value == null) {
      value = known.apply(field).orElseThrow(() -> new UnknownFact(path + field));
      made.put(field, value);
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
