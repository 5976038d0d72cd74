package dev.hoist.kernel.elevation;

import dev.hoist.kernel.elevation.Elevation.Active;
import dev.hoist.kernel.elevation.Elevation.Ended;
import dev.hoist.kernel.elevation.Elevation.Granted;
import dev.hoist.kernel.elevation.Elevation.Provisioning;
import dev.hoist.kernel.elevation.Elevation.Revoking;
import dev.hoist.kernel.elevation.Outcome.Step;
import dev.hoist.kernel.elevation.Outcome.Unchanged;
import dev.hoist.kernel.identity.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A grant that may exist on the target, until the target was read and it does not. */
final class Tenure {
  private Tenure() {}

  static Outcome step(Provisioning state, Event event, Instant now) {
    if (event instanceof Event.ProvisionFailed failed) {
      return end(state, EndCause.PROVISION_FAILED, failed.why(), now);
    }
    if (event instanceof Event.Provisioned) {
      return state.grant().expiredAt(now)
          ? end(state, EndCause.EXPIRED, "", now)
          : new Step(new Active(state.request(), state.approvals(), state.grant()), List.of());
    }
    return held(state, event, now);
  }

  static Outcome step(Active state, Event event, Instant now) {
    return held(state, event, now);
  }

  /** What ends a grant, whether the target has it already or not yet. */
  private static Outcome held(Granted state, Event event, Instant now) {
    return switch (event) {
      case Event.ApprovedBy yes -> Lifecycle.repeated(state, yes);
      case Event.DeniedBy no -> Lifecycle.tooLate(state);
      // Absence reported by now proves nothing about a removal that was not ordered yet (S05).
      case Event.Report report -> new Unchanged(state);
      case Event.RevokedBy revoked ->
          Lifecycle.revoking(
              state, new End(EndCause.REVOKED, Optional.of(revoked.by().id()), revoked.why(), now));
      case Event.SubjectDisabled s -> end(state, EndCause.SUBJECT_DISABLED, "", now);
      case Event late when state.grant().expiredAt(now) -> end(state, EndCause.EXPIRED, "", now);
      case Event.WithdrawnBy withdrawn -> done(state, withdrawn.by(), now);
      case Event.DoneBy done -> done(state, done.by(), now);
      case Event.Redecided redecided -> redecided(state, redecided, now);
      case Event.ExtendedBy extended ->
          state instanceof Active active
              ? Extending.step(active, extended, now)
              : Lifecycle.notActive(state, extended);
      case Event.LaidUnused unused -> unused(state, unused.since(), now);
      case Event.Checked c -> new Unchanged(state);
      case Event.TimePassed t -> new Unchanged(state);
    };
  }

  /** Nobody can use what is not ready yet, so only an active grant lies unused. */
  private static Outcome unused(Granted state, Instant since, Instant now) {
    return state instanceof Active active
            && active.unusedUntil(since).filter(end -> !now.isBefore(end)).isPresent()
        ? end(state, EndCause.IDLE, "", now)
        : new Unchanged(state);
  }

  private static Outcome done(Granted state, Subject by, Instant now) {
    return Lifecycle.holds(state, by)
        ? Lifecycle.revoking(state, new End(EndCause.DONE, Optional.of(by.id()), "", now))
        : Lifecycle.notYours(state);
  }

  /**
   * A live grant outlives a policy change, unless the policy that gave it or the changed one says
   * {@code on_change: revoke}.
   */
  private static Outcome redecided(Granted state, Event.Redecided redecided, Instant now) {
    boolean revokes = redecided.revokes() || state.request().terms().limits().revokeOnChange();
    return revokes && Quorum.against(state, redecided.decision(), now).isPresent()
        ? end(state, EndCause.POLICY_CHANGED, "", now)
        : new Unchanged(state);
  }

  static Outcome step(Revoking state, Event event, Instant now) {
    return switch (event) {
      case Event.ProvedAbsent p -> new Step(ended(state, now), List.of());
      case Event.RevocationFailed failed -> owed(state, Optional.of(failed.why()));
      case Event.ApprovedBy yes -> Lifecycle.repeated(state, yes);
      case Event.DeniedBy no -> Lifecycle.tooLate(state);
      case Event.DoneBy done when !Lifecycle.holds(state, done.by()) -> Lifecycle.notYours(state);
      case Event.DoneBy done -> new Unchanged(state);
      case Event.WithdrawnBy withdrawn when !Lifecycle.holds(state, withdrawn.by()) ->
          Lifecycle.notYours(state);
      case Event.WithdrawnBy withdrawn -> new Unchanged(state);
      case Event.RevokedBy revoked -> new Unchanged(state);
      case Event.SubjectDisabled s -> new Unchanged(state);
      case Event.ExtendedBy extended -> Lifecycle.extendedTooLate(state, extended);
      case Event.LaidUnused u -> new Unchanged(state);
      case Event.Redecided redecided -> new Unchanged(state);
      case Event.Checked c -> new Unchanged(state);
      case Event.TimePassed t -> new Unchanged(state);
      case Event.Provisioned p -> new Unchanged(state);
      case Event.ProvisionFailed p -> new Unchanged(state);
    };
  }

  private static Outcome owed(Revoking state, Optional<String> debt) {
    return debt.equals(state.debt())
        ? new Unchanged(state)
        : new Step(
            new Revoking(state.request(), state.approvals(), state.grant(), state.end(), debt),
            List.of());
  }

  private static Ended ended(Revoking state, Instant now) {
    return new Ended(state.request(), state.approvals(), state.grant(), state.end(), now);
  }

  private static Step end(Granted state, EndCause cause, String note, Instant now) {
    return Lifecycle.revoking(state, new End(cause, Optional.empty(), note, now));
  }
}
