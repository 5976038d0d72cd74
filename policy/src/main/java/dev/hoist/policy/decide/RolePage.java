package dev.hoist.policy.decide;

import dev.hoist.policy.model.RoleDef;
import java.util.List;

/**
 * All that is said about one role on one target, in file order; denials for the whole organisation
 * first.
 *
 * @param policy the policy it stands in
 * @param observes whether that policy grants nothing
 */
record RolePage(
    String policy, boolean observes, RoleDef role, List<Denying> denying, List<Allowing> allowing) {
  RolePage {
    denying = List.copyOf(denying);
    allowing = List.copyOf(allowing);
  }
}
