package dev.hoist.control.api;

import dev.hoist.control.elevation.Rounds;
import dev.hoist.control.elevation.Stored;
import dev.hoist.control.facts.Circumstances;
import dev.hoist.control.policy.Policies;
import dev.hoist.kernel.elevation.Request;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.wire.ProblemCode;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Who may see what, and end it. */
final class Sight {
  private final Policies policies;
  private final Rounds rounds;

  Sight(Policies policies, Rounds rounds) {
    this.policies = policies;
    this.rounds = rounds;
  }

  /** What the caller stands for under the policy in force, whoever is on call. */
  Set<String> standing(Caller caller) {
    return standing(caller, Circumstances.UNSEEN);
  }

  private Set<String> standing(Caller caller, Circumstances seen) {
    Subject subject = caller.subject();
    return policies
        .current()
        .map(
            p ->
                p.set()
                    .standing(
                        subject,
                        caller.bearer().user().groups(),
                        seen.known(Set.of(subject.name()))))
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

  /** From the beginning or after an escalation; who will be asked later may look now. */
  private boolean decidesOn(Caller caller, Stored stored) {
    Request request = stored.elevation().request();
    Set<String> standing = standing(caller, rounds.look(List.of(request)));
    return request.terms().stages().stream()
        .anyMatch(
            stage ->
                !Collections.disjoint(stage.from(), standing)
                    || stage.escalation().stream()
                        .anyMatch(e -> !Collections.disjoint(e.to(), standing)));
  }

  static void adminOnly(Caller caller, String what, String next) {
    if (!caller.admin()) {
      throw ApiException.of(ProblemCode.FORBIDDEN, "only administrators see " + what, next);
    }
  }
}
