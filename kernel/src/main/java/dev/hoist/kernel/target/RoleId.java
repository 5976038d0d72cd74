package dev.hoist.kernel.target;

import java.util.UUID;

/**
 * Immutable id of a role's definition as registered once; a changed definition gets another (S09).
 */
public record RoleId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
