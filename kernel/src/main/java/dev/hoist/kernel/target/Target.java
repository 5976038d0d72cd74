package dev.hoist.kernel.target;

/** A registered target: its immutable id, and the definition it was registered with. */
public record Target(TargetId id, TargetDefinition definition) {
  public String name() {
    return definition.name();
  }

  public String kind() {
    return definition.kind();
  }
}
