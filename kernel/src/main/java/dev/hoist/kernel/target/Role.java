package dev.hoist.kernel.target;

/** A registered role: its immutable id, and the definition it was registered with. */
public record Role(RoleId id, RoleDefinition definition) {
  public String name() {
    return definition.name();
  }
}
