package dev.hoist.policy.decide;

import dev.hoist.policy.model.RoleDef;
import java.util.ArrayList;
import java.util.List;

/**
 * All that is said about one role on one target.
 *
 * @param policy the policy it stands in
 * @param observes whether that policy grants nothing
 * @param everywhere the denials for the whole organisation, which are looked at first
 * @param denying the denials of the file, in its order
 * @param allowing the other rules, in the order of the file
 */
record RolePage(
    String policy,
    boolean observes,
    RoleDef role,
    Candidates<Denying> everywhere,
    Candidates<Denying> denying,
    Candidates<Allowing> allowing) {

  /** Every denial, whomever it is for. */
  List<Denying> denials() {
    List<Denying> all = new ArrayList<>(everywhere.all());
    all.addAll(denying.all());
    return all;
  }
}
