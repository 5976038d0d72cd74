package dev.hoist.kernel.identity;

import java.util.UUID;

/**
 * Immutable id of a subject. A name that is given away and taken again is another subject (S09).
 */
public record SubjectId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
