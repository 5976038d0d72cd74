package dev.hoist.kernel.elevation;

import dev.hoist.kernel.elevation.Effect.Provision;
import dev.hoist.kernel.elevation.Elevation.Approved;
import dev.hoist.kernel.elevation.Elevation.Provisioning;
import dev.hoist.kernel.elevation.Outcome.Step;
import dev.hoist.kernel.elevation.Outcome.Unchanged;
import dev.hoist.kernel.policy.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An approved request before the target is touched: the last moment at which no is easy. */
final class Activation {
  private Activation() {}

  static Outcome step(Approved state, Event event, Instant now) {
    return switch (event) {
      case Event.ApprovedBy yes -> Lifecycle.repeated(state, yes);
      case Event.DeniedBy no -> Lifecycle.tooLate(state);
      case Event.DoneBy done when !Lifecycle.holds(state, done.by()) -> Lifecycle.notYours(state);
      case Event.WithdrawnBy withdrawn when !Lifecycle.holds(state, withdrawn.by()) ->
          Lifecycle.notYours(state);
      case Event late when state.grant().expiredAt(now) ->
          Lifecycle.failed(state, "its time ran out before the target could be prepared", now);
      case Event.Checked checked -> activate(state, checked, now);
      case Event.Redecided redecided
          when Quorum.against(state, redecided.decision(), now).isEmpty() ->
          new Unchanged(state);
      case Event.Redecided redecided -> noLongerAllowed(state, now);
      case Event.DoneBy done -> Lifecycle.withdrawn(state, done.by(), now);
      case Event.WithdrawnBy withdrawn -> Lifecycle.withdrawn(state, withdrawn.by(), now);
      case Event.RevokedBy revoked ->
          Lifecycle.failed(state, "revoked by " + revoked.by().name() + ": " + revoked.why(), now);
      case Event.SubjectDisabled s -> Lifecycle.failed(state, "its requester was disabled", now);
      case Event.ExtendedBy extended -> Lifecycle.notActive(state, extended);
      case Event.LaidUnused u -> new Unchanged(state);
      case Event.TimePassed t -> new Unchanged(state);
      case Event.Report report -> new Unchanged(state);
    };
  }

  /**
   * S14: whoever approved must still be allowed to, and policy must still allow what they approved.
   */
  private static Outcome activate(Approved state, Event.Checked checked, Instant now) {
    if (!checked.requesterMayAct()) {
      return Lifecycle.failed(
          state, "its requester, target or role is not what it was when it was asked", now);
    }
    Optional<String> objection = Quorum.objection(state, checked.approvers());
    if (objection.isPresent()) {
      return Lifecycle.failed(state, objection.get(), now);
    }
    if (Quorum.against(state, checked.decision(), now).isPresent()
        || !isByItsRule(state, checked.decision())) {
      return noLongerAllowed(state, now);
    }
    return new Step(
        new Provisioning(state.request(), state.approvals(), state.grant()),
        List.of(new Provision(state.id())));
  }

  /** Approvers agreed to a rule; another one may be for something else, and ask for more after. */
  private static boolean isByItsRule(Approved state, Decision decision) {
    return decision instanceof Decision.Allowed allowed
        && allowed.rule().equals(state.request().rule())
        && state.request().terms().aftercare().covers(allowed.terms().aftercare());
  }

  private static Step noLongerAllowed(Approved state, Instant now) {
    return Lifecycle.failed(state, "policy no longer allows it as it was approved", now);
  }
}
