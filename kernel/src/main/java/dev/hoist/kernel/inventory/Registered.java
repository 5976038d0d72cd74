package dev.hoist.kernel.inventory;

import dev.hoist.kernel.policy.Place;
import dev.hoist.kernel.target.TargetDefinition;
import java.util.Set;

/**
 * A target in the inventory.
 *
 * @param owner the principals who stand for it in approvals; empty for whomever the selection names
 * @param place where it is written
 */
public record Registered(TargetDefinition definition, Set<String> owner, Place place) {
  public Registered {
    owner = Set.copyOf(owner);
  }

  public String name() {
    return definition.name();
  }

  /** Whether both say the same, wherever they stand. */
  boolean sameAs(Registered other) {
    return definition.equals(other.definition) && owner.equals(other.owner);
  }
}
