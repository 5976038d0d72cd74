package dev.hoist.kernel.inventory;

import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyProblem;
import java.util.List;

/** Turns the file of registered targets into an inventory, all or nothing. Pure; never throws. */
public interface InventoryLoader {
  Load load(PolicyFile file);

  /** What became of it. */
  sealed interface Load {
    record Loaded(Inventory inventory) implements Load {}

    /** At least one problem is an error. */
    record Rejected(List<PolicyProblem> problems) implements Load {
      public Rejected {
        problems = List.copyOf(problems);
      }
    }
  }
}
