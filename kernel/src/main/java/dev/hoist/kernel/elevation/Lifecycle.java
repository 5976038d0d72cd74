package dev.hoist.kernel.elevation;

import dev.hoist.kernel.elevation.Effect.Check;
import dev.hoist.kernel.elevation.Effect.CutSessions;
import dev.hoist.kernel.elevation.Effect.Deprovision;
import dev.hoist.kernel.elevation.Effect.Provision;
import dev.hoist.kernel.elevation.Elevation.Active;
import dev.hoist.kernel.elevation.Elevation.Approved;
import dev.hoist.kernel.elevation.Elevation.Denied;
import dev.hoist.kernel.elevation.Elevation.Ended;
import dev.hoist.kernel.elevation.Elevation.Failed;
import dev.hoist.kernel.elevation.Elevation.Granted;
import dev.hoist.kernel.elevation.Elevation.Lapsed;
import dev.hoist.kernel.elevation.Elevation.Pending;
import dev.hoist.kernel.elevation.Elevation.Provisioning;
import dev.hoist.kernel.elevation.Elevation.Revoking;
import dev.hoist.kernel.elevation.Elevation.Terminal;
import dev.hoist.kernel.elevation.Elevation.Withdrawn;
import dev.hoist.kernel.elevation.Outcome.Refused;
import dev.hoist.kernel.elevation.Outcome.Step;
import dev.hoist.kernel.elevation.Outcome.Unchanged;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.policy.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The only way from one state of an elevation to the next. Pure: time and facts come in as values.
 */
public final class Lifecycle {
  private Lifecycle() {}

  /**
   * Begins an elevation that policy allowed: pending, or approved when no approval is asked for.
   */
  public static Step open(Request request, Instant now) {
    if (request.terms().stages().isEmpty()) {
      return approved(request, List.of(), now);
    }
    Instant lapsesAt = now.plus(request.terms().stages().getFirst().within());
    return new Step(new Pending(request, 0, List.of(), lapsesAt), List.of());
  }

  /** What {@code event} makes of {@code state} at {@code now}. */
  public static Outcome step(Elevation state, Event event, Instant now) {
    return switch (state) {
      case Pending pending -> Deliberation.step(pending, event, now);
      case Approved approved -> step(approved, event, now);
      case Provisioning provisioning -> step(provisioning, event, now);
      case Active active -> step(active, event, now);
      case Revoking revoking -> step(revoking, event, now);
      case Terminal terminal -> absorbed(terminal, event);
    };
  }

  /** Whether a pending request waits for this very person, among others. */
  public static boolean awaits(Pending pending, Approver approver, Instant now) {
    return !approver.subject().person().equals(pending.request().requester().person())
        && !Quorum.hasSpoken(pending, approver)
        && Quorum.mayApprove(pending, approver, now);
  }

  /**
   * Every round is complete: the grant's one absolute expiry is fixed here, and nowhere else (S02).
   */
  static Step approved(Request request, List<Approval> approvals, Instant now) {
    Instant until = now.plus(Quorum.length(request, approvals));
    Optional<Instant> end = request.terms().limits().end(now).filter(e -> e.isBefore(until));
    if (end.isPresent() && !end.get().isAfter(now)) {
      return failed(request, "it is not given at this time", now);
    }
    var grant = new Grant(request.id().grant(), now, end.orElse(until));
    return new Step(new Approved(request, approvals, grant), List.of(new Check(request.id())));
  }

  private static Outcome step(Approved state, Event event, Instant now) {
    return switch (event) {
      case Event.Checked checked -> activate(state, checked, now);
      case Event.TimePassed t when state.grant().expiredAt(now) ->
          failed(state, "its time ran out before the target could be prepared", now);
      case Event.DoneBy done when !holds(state, done.by().id()) -> notYours(state);
      case Event.DoneBy d -> withdrawn(state, now);
      case Event.WithdrawnBy withdrawn when !holds(state, withdrawn.by().id()) -> notYours(state);
      case Event.WithdrawnBy w -> withdrawn(state, now);
      case Event.RevokedBy revoked -> failed(state, "it was revoked: " + revoked.why(), now);
      case Event.SubjectDisabled s -> failed(state, "its holder was disabled", now);
      case Event.Redecided redecided -> redecided(state, redecided.decision(), now);
      case Event.ApprovedBy a -> new Unchanged(state);
      case Event.DeniedBy d -> tooLate(state);
      case Event.TimePassed t -> new Unchanged(state);
      case Event.Provisioned p -> new Unchanged(state);
      case Event.ProvisionFailed p -> new Unchanged(state);
      case Event.ProvedAbsent p -> new Unchanged(state);
      case Event.RevocationFailed r -> new Unchanged(state);
    };
  }

  /**
   * S14: whoever approved must still be allowed to, and policy must still allow what they approved.
   */
  private static Outcome activate(Approved state, Event.Checked checked, Instant now) {
    if (state.grant().expiredAt(now)) {
      return failed(state, "its time ran out before the target could be prepared", now);
    }
    if (!checked.requesterMayAct()) {
      return failed(
          state, "its requester, target or role is not what it was when it was asked", now);
    }
    Optional<String> lost = Quorum.lost(state, checked.approvers());
    if (lost.isPresent()) {
      return failed(state, lost.get(), now);
    }
    if (!stillAllowed(state, checked.decision())) {
      return failed(state, "policy no longer allows it", now);
    }
    return new Step(
        new Provisioning(state.request(), state.approvals(), state.grant()),
        List.of(new Provision(state.id())));
  }

  private static Outcome redecided(Approved state, Decision decision, Instant now) {
    return stillAllowed(state, decision)
        ? new Unchanged(state)
        : failed(state, "policy no longer allows it", now);
  }

  private static boolean stillAllowed(Granted state, Decision decision) {
    return decision instanceof Decision.Allowed allowed
        && state.grant().length().compareTo(allowed.terms().max()) <= 0
        && Quorum.satisfies(state, allowed.terms());
  }

  private static Outcome step(Provisioning state, Event event, Instant now) {
    return switch (event) {
      case Event.Provisioned p when !state.grant().expiredAt(now) ->
          new Step(new Active(state.request(), state.approvals(), state.grant()), List.of());
      case Event.Provisioned p -> end(state, EndCause.EXPIRED, now);
      case Event.ProvisionFailed failed ->
          revoking(state, new End(EndCause.PROVISION_FAILED, Optional.empty(), failed.why(), now));
      case Event.ApprovedBy a -> new Unchanged(state);
      case Event.DeniedBy d -> tooLate(state);
      case Event.Checked c -> new Unchanged(state);
      case Event.ProvedAbsent p -> new Unchanged(state);
      case Event.RevocationFailed r -> new Unchanged(state);
      case Event.WithdrawnBy w -> ended(state, event, now);
      case Event.Redecided r -> ended(state, event, now);
      case Event.DoneBy d -> ended(state, event, now);
      case Event.RevokedBy r -> ended(state, event, now);
      case Event.SubjectDisabled s -> ended(state, event, now);
      case Event.TimePassed t -> ended(state, event, now);
    };
  }

  private static Outcome step(Active state, Event event, Instant now) {
    return switch (event) {
      case Event.ApprovedBy a -> new Unchanged(state);
      case Event.DeniedBy d -> tooLate(state);
      case Event.Checked c -> new Unchanged(state);
      case Event.Provisioned p -> new Unchanged(state);
      case Event.ProvisionFailed p -> new Unchanged(state);
      case Event.ProvedAbsent p -> new Unchanged(state);
      case Event.RevocationFailed r -> new Unchanged(state);
      case Event.WithdrawnBy w -> ended(state, event, now);
      case Event.Redecided r -> ended(state, event, now);
      case Event.DoneBy d -> ended(state, event, now);
      case Event.RevokedBy r -> ended(state, event, now);
      case Event.SubjectDisabled s -> ended(state, event, now);
      case Event.TimePassed t -> ended(state, event, now);
    };
  }

  /** The events that can end a right which may exist on the target. */
  private static Outcome ended(Granted state, Event event, Instant now) {
    return switch (event) {
      case Event.WithdrawnBy withdrawn -> done(state, withdrawn.by().id(), now);
      case Event.DoneBy done -> done(state, done.by().id(), now);
      case Event.RevokedBy revoked ->
          revoking(
              state, new End(EndCause.REVOKED, Optional.of(revoked.by().id()), revoked.why(), now));
      case Event.SubjectDisabled s -> end(state, EndCause.SUBJECT_DISABLED, now);
      case Event.TimePassed t when state.grant().expiredAt(now) ->
          end(state, EndCause.EXPIRED, now);
      // A live grant outlives a policy change unless policy says on_change: revoke.
      case Event.Redecided r
          when state.request().terms().limits().revokeOnChange()
              && !stillAllowed(state, r.decision()) ->
          end(state, EndCause.POLICY_CHANGED, now);
      default -> new Unchanged(state);
    };
  }

  private static Outcome done(Granted state, SubjectId by, Instant now) {
    return holds(state, by)
        ? revoking(state, new End(EndCause.DONE, Optional.of(by), "", now))
        : notYours(state);
  }

  private static Outcome step(Revoking state, Event event, Instant now) {
    return switch (event) {
      case Event.ProvedAbsent p ->
          new Step(
              new Ended(state.request(), state.approvals(), state.grant(), state.end(), now),
              List.of());
      case Event.RevocationFailed failed ->
          new Step(
              new Revoking(
                  state.request(),
                  state.approvals(),
                  state.grant(),
                  state.end(),
                  Optional.of(failed.why())),
              List.of());
      case Event.DeniedBy d -> tooLate(state);
      case Event.DoneBy done when !holds(state, done.by().id()) -> notYours(state);
      default -> new Unchanged(state);
    };
  }

  private static Outcome absorbed(Terminal state, Event event) {
    return switch (event) {
      case Event.ApprovedBy a -> tooLate(state);
      case Event.DeniedBy d -> tooLate(state);
      default -> new Unchanged(state);
    };
  }

  private static Step end(Granted state, EndCause cause, Instant now) {
    return revoking(state, new End(cause, Optional.empty(), "", now));
  }

  // Cut before deprovision: a live session outlives its login on the target.
  private static Step revoking(Granted state, End end) {
    return new Step(
        new Revoking(state.request(), state.approvals(), state.grant(), end, Optional.empty()),
        List.of(new CutSessions(state.id()), new Deprovision(state.id())));
  }

  private static Step withdrawn(Elevation state, Instant now) {
    return new Step(new Withdrawn(state.request(), now), List.of());
  }

  private static Step failed(Elevation state, String why, Instant now) {
    return failed(state.request(), why, now);
  }

  private static Step failed(Request request, String why, Instant now) {
    return new Step(new Failed(request, why, now), List.of());
  }

  static Step denied(Elevation state, Optional<Approver> by, String note, Instant now) {
    return new Step(new Denied(state.request(), by, note, now), List.of());
  }

  static Step withdrawn(Pending state, Instant now) {
    return withdrawn((Elevation) state, now);
  }

  static Step lapsed(Pending state, Instant now) {
    return new Step(new Lapsed(state.request(), now), List.of());
  }

  static boolean holds(Elevation state, SubjectId who) {
    return state.request().requester().id().equals(who);
  }

  static Refused notYours(Elevation state) {
    return new Refused(
        Refusal.NOT_YOURS,
        state.id()
            + " is "
            + state.request().requester().name()
            + "'s; only they can give it back");
  }

  static Refused tooLate(Elevation state) {
    return new Refused(
        Refusal.TOO_LATE,
        state.id() + " is already decided; see: hoist request show " + state.id());
  }
}
