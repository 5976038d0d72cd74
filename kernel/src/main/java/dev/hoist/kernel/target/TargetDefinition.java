package dev.hoist.kernel.target;

import java.util.Map;

/**
 * A target as policy describes it.
 *
 * @param kind the kind of target, which names the room under {@code targets/}: {@code postgres}, …
 * @param address where it listens, in the kind's own form ({@code host:port} for PostgreSQL)
 */
public record TargetDefinition(
    String name, String kind, String address, Map<String, String> labels) {
  public TargetDefinition {
    labels = Map.copyOf(labels);
  }

  /** Whether both are the same system: labels say what policy thinks of it, not which it is. */
  public boolean sameSystem(TargetDefinition other) {
    return name.equals(other.name) && kind.equals(other.kind) && address.equals(other.address);
  }
}
