package dev.hoist.control.api;

import dev.hoist.control.elevation.Stored;
import dev.hoist.control.policy.Policies;
import dev.hoist.kernel.policy.Stage;
import dev.hoist.wire.ProblemCode;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Who may see what, and end it. */
final class Sight {
  private final Policies policies;

  Sight(Policies policies) {
    this.policies = policies;
  }

  /** What the caller stands for under the policy in force. */
  Set<String> standing(Caller caller) {
    return policies
        .current()
        .map(p -> p.set().standing(caller.subject(), caller.bearer().user().groups()))
        .orElse(Set.of());
  }

  /** Who asked, who may decide on it, and administrators. */
  boolean sees(Caller caller, Stored stored) {
    return caller.admin() || owns(caller, stored) || decidesOn(caller, stored);
  }

  boolean owns(Caller caller, Stored stored) {
    return stored.elevation().request().requester().id().equals(caller.subject().id());
  }

  /** Administrators, and whoever may approve such a grant, may end it. */
  boolean mayRevoke(Caller caller, Stored stored) {
    return caller.admin() || decidesOn(caller, stored);
  }

  private boolean decidesOn(Caller caller, Stored stored) {
    List<Stage> stages = stored.elevation().request().terms().stages();
    Set<String> standing = standing(caller);
    return stages.stream().anyMatch(stage -> !Collections.disjoint(stage.from(), standing));
  }

  static void adminOnly(Caller caller, String what, String next) {
    if (!caller.admin()) {
      throw ApiException.of(ProblemCode.FORBIDDEN, "only administrators see " + what, next);
    }
  }
}
