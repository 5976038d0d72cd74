package dev.hoist.control.policy;

import dev.hoist.kernel.inventory.Inventory;
import dev.hoist.kernel.inventory.Registered;
import dev.hoist.kernel.policy.Place;
import dev.hoist.kernel.policy.PolicyProblem;
import dev.hoist.kernel.policy.PolicySet;
import java.util.List;
import java.util.function.BiFunction;

/** Names that a policy set and an inventory both give: nobody could say which is meant. */
final class Clashes {
  private Clashes() {}

  /** As problems of the policy files. */
  static List<PolicyProblem> inPolicy(PolicySet set, Inventory inventory) {
    return each(
        set,
        inventory,
        (target, listed) -> problem(listed, target, "is registered at " + target.place()));
  }

  /** As problems of the inventory. */
  static List<PolicyProblem> inInventory(PolicySet set, Inventory inventory) {
    return each(
        set,
        inventory,
        (target, listed) -> problem(target.place(), target, "is defined at " + listed));
  }

  private static List<PolicyProblem> each(
      PolicySet set, Inventory inventory, BiFunction<Registered, Place, PolicyProblem> problem) {
    return inventory.targets().stream()
        .flatMap(
            target ->
                set.place(target.name()).map(listed -> problem.apply(target, listed)).stream())
        .toList();
  }

  private static PolicyProblem problem(Place at, Registered target, String elsewhere) {
    return new PolicyProblem(
        PolicyProblem.Severity.ERROR,
        at.file(),
        at.line(),
        at.column(),
        "target " + target.name() + " " + elsewhere + " already; take it out of one of them",
        "",
        target.name().length());
  }
}
