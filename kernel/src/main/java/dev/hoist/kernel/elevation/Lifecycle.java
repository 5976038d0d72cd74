package dev.hoist.kernel.elevation;

import dev.hoist.kernel.elevation.Effect.Check;
import dev.hoist.kernel.elevation.Effect.CutSessions;
import dev.hoist.kernel.elevation.Effect.Deprovision;
import dev.hoist.kernel.elevation.Elevation.Active;
import dev.hoist.kernel.elevation.Elevation.Approved;
import dev.hoist.kernel.elevation.Elevation.Denied;
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
import dev.hoist.kernel.identity.Subject;
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
    return new Step(new Pending(request, 0, List.of(), now, lapsesAt), List.of());
  }

  /** What {@code event} makes of {@code state} at {@code now}. */
  public static Outcome step(Elevation state, Event event, Instant now) {
    return switch (state) {
      case Pending pending -> Deliberation.step(pending, event, now);
      case Approved approved -> Activation.step(approved, event, now);
      case Provisioning provisioning -> Tenure.step(provisioning, event, now);
      case Active active -> Tenure.step(active, event, now);
      case Revoking revoking -> Tenure.step(revoking, event, now);
      case Terminal terminal -> absorbed(terminal, event);
    };
  }

  /** Whether a pending request waits for this very person, among others. */
  public static boolean awaits(Pending pending, Approver approver, Instant now) {
    return !Quorum.isRequester(pending.request(), approver)
        && !Quorum.hasSpoken(pending, approver)
        && Quorum.mayApprove(pending, approver, now);
  }

  /**
   * Why policy would not give a grant as it is, when it says {@code decision} to it at {@code now};
   * empty when it would. What policy would not give ends by {@code on_change: revoke}.
   */
  public static Optional<String> against(Granted granted, Decision decision, Instant now) {
    return Quorum.against(granted, decision, now);
  }

  private static Outcome absorbed(Terminal state, Event event) {
    return switch (event) {
      case Event.DoneBy done when !holds(state, done.by()) -> notYours(state);
      case Event.WithdrawnBy withdrawn when !holds(state, withdrawn.by()) -> notYours(state);
      case Event.ExtendedBy extended -> extendedTooLate(state, extended);
      case Event.Voice voice -> tooLate(state);
      default -> new Unchanged(state);
    };
  }

  /** The same yes twice has one effect (S13); anybody else's comes too late. */
  static Outcome repeated(Elevation.Granted state, Event.ApprovedBy yes) {
    return state.approvals().stream()
            .anyMatch(given -> given.by().id().equals(yes.approver().subject().id()))
        ? new Unchanged(state)
        : tooLate(state);
  }

  /**
   * Every round is complete: the grant's one absolute expiry is fixed here, and nowhere else (S02).
   */
  static Step approved(Request request, List<Approval> approvals, Instant now) {
    Instant until = now.plus(Quorum.length(request, approvals));
    Optional<Instant> end = request.terms().limits().end(now).filter(e -> e.isBefore(until));
    if (end.isPresent() && !end.get().isAfter(now)) {
      return failed(request, approvals, "it is not given at this time", now);
    }
    var grant = new Grant(request.id().grant(), now, end.orElse(until));
    return new Step(new Approved(request, approvals, grant), List.of(new Check(request.id())));
  }

  static Step denied(Elevation state, Optional<Approver> by, String note, Instant now) {
    return new Step(new Denied(state.request(), state.approvals(), by, note, now), List.of());
  }

  static Step lapsed(Pending state, Instant now) {
    return new Step(new Lapsed(state.request(), state.approvals(), now), List.of());
  }

  /** Before anything is on the target, giving back is taking the request back. */
  static Outcome withdrawn(Elevation state, Subject by, Instant now) {
    return holds(state, by)
        ? new Step(new Withdrawn(state.request(), state.approvals(), now), List.of())
        : notYours(state);
  }

  static Step failed(Approved state, String why, Instant now) {
    return failed(state.request(), state.approvals(), why, now);
  }

  private static Step failed(Request request, List<Approval> approvals, String why, Instant now) {
    return new Step(new Failed(request, approvals, why, now), List.of());
  }

  // Cut before deprovision: a live session outlives its login on the target.
  static Step revoking(Granted state, End end) {
    return new Step(
        new Revoking(state.request(), state.approvals(), state.grant(), end, Optional.empty()),
        List.of(new CutSessions(state.id()), new Deprovision(state.id())));
  }

  static boolean holds(Elevation state, Subject who) {
    return state.request().requester().id().equals(who.id());
  }

  static Refused notYours(Elevation state) {
    return new Refused(
        Refusal.NOT_YOURS,
        state.id()
            + " is "
            + state.request().requester().name()
            + "'s; only they can give it back or extend it");
  }

  /** There is nothing to extend yet. */
  static Refused notActive(Elevation state, Event.ExtendedBy event) {
    return holds(state, event.by())
        ? new Refused(
            Refusal.NOT_ACTIVE,
            state.id() + " is not granted yet; see: hoist request show " + state.id())
        : notYours(state);
  }

  /** What is over, or about to be, does not come back. */
  static Refused extendedTooLate(Elevation state, Event.ExtendedBy event) {
    return holds(state, event.by()) ? new Refused(Refusal.TOO_LATE, over(state)) : notYours(state);
  }

  /** That it is over, and the next move. */
  public static String over(Elevation state) {
    return state.id() + " is over; ask again with: " + askAgain(state);
  }

  /** The command that asks for the same again. */
  public static String askAgain(Elevation state) {
    return "hoist request new "
        + state.request().target().name()
        + " --role "
        + state.request().role().name();
  }

  static Refused tooLate(Elevation state) {
    return new Refused(
        Refusal.TOO_LATE,
        state.id() + " is already decided; see: hoist request show " + state.id());
  }
}
