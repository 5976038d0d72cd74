package dev.hoist.postgres.privilege;

import java.nio.charset.StandardCharsets;

/** A name in PostgreSQL, as the catalogs hold it: folded, unquoted. Any text that they can hold. */
public record Identifier(String value) {
  /** NAMEDATALEN - 1; the server would cut longer ones and so mean something else. */
  static final int MAX_BYTES = 63;

  public Identifier {
    if (value.isEmpty() || value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a name is not empty and holds no NUL");
    }
    if (value.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "name is longer than PostgreSQL's " + MAX_BYTES + " bytes: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
