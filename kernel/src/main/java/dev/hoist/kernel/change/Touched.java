package dev.hoist.kernel.change;

import java.util.Set;

/**
 * A file that a change adds, changes or removes.
 *
 * @param owners the principals of whom one has to agree, by the policy in force
 */
public record Touched(String file, How how, Set<String> owners) {
  /** What becomes of it. */
  public enum How {
    ADDED,
    CHANGED,
    REMOVED
  }

  public Touched {
    if (owners.isEmpty()) {
      throw new IllegalArgumentException(file + " needs someone who may agree to a change of it");
    }
    owners = Set.copyOf(owners);
  }
}
