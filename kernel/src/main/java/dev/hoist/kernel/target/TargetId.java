package dev.hoist.kernel.target;

import java.util.UUID;

/** Immutable id of a target as registered once; a re-created name gets another (S09). */
public record TargetId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
