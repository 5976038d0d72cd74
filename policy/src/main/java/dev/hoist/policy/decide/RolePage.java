package dev.hoist.policy.decide;

import java.util.List;

/**
 * All that is said about one role on one target, in file order.
 *
 * @param policy the policy it stands in
 */
record RolePage(String policy, List<BoundRule.Denying> denying, List<BoundRule.Allowing> allowing) {
  RolePage {
    denying = List.copyOf(denying);
    allowing = List.copyOf(allowing);
  }
}
