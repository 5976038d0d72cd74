package dev.hoist.control.elevation;

import dev.hoist.control.audit.AuditEntry;
import dev.hoist.kernel.elevation.Effect;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.Event;
import dev.hoist.kernel.elevation.Lifecycle;
import dev.hoist.kernel.elevation.Request;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.policy.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the audit log is told of a step, before its effects happen (S21). */
final class Told {
  private Told() {}

  /** Of a request that was opened. */
  static List<AuditEntry> opened(
      Request request, Elevation first, List<Effect> effects, Instant now) {
    List<AuditEntry> entries = new ArrayList<>();
    entries.add(
        new AuditEntry.Requested(
            now,
            request.id(),
            request.requester(),
            request.target(),
            request.role(),
            request.asked(),
            request.reason(),
            request.particulars(),
            request.digest(),
            request.policy()));
    entries.add(
        new AuditEntry.Moved(
            now,
            request.id(),
            "new",
            State.of(first).word(),
            Optional.empty(),
            "rule " + request.rule(),
            until(first)));
    intents(first, effects, now, entries);
    return entries;
  }

  /** Of a step from one state to another. */
  static List<AuditEntry> stepped(
      Elevation before, Event event, Elevation after, List<Effect> effects, Instant now) {
    List<AuditEntry> entries = new ArrayList<>();
    if (event instanceof Event.ApprovedBy yes
        && before instanceof Elevation.Pending pending
        && !(after instanceof Elevation.Lapsed)) {
      entries.add(
          new AuditEntry.ApprovedBy(
              now,
              before.id(),
              yes.approver().subject(),
              pending.stage(),
              yes.shown(),
              yes.limit(),
              yes.note()));
    }
    if (event instanceof Event.Redecided && after instanceof Elevation.Pending narrowed) {
      entries.add(narrowed(narrowed.request(), now));
    }
    if (event instanceof Event.ExtendedBy by && after instanceof Elevation.Active active) {
      entries.add(extended((Elevation.Active) before, by, active, now));
    }
    if (State.of(before) != State.of(after)) {
      entries.add(moved(before, event, after, now));
    }
    intents(after, effects, now, entries);
    return entries;
  }

  /** Of an answer of policy. */
  static AuditEntry decided(DecisionRecord record, Instant now) {
    String answer =
        switch (record.decision()) {
          case Decision.Allowed a -> "allowed by rule " + a.rule();
          case Decision.Amend a -> "amend: " + String.join("; ", a.problems());
          case Decision.Denied d -> "denied: " + d.message();
        };
    return new AuditEntry.Decided(
        now,
        record.number(),
        record.facts().subject(),
        record.facts().target(),
        record.facts().role(),
        answer,
        record.policy());
  }

  private static AuditEntry extended(
      Elevation.Active before, Event.ExtendedBy by, Elevation.Active after, Instant now) {
    return new AuditEntry.Extended(
        now,
        before.id(),
        by.by(),
        by.number(),
        by.asked(),
        before.grant().until(),
        after.grant().until());
  }

  /** Of the answer of a changed policy, and of the live grant that it would not give. */
  static List<AuditEntry> redecided(Elevation elevation, DecisionRecord answer, Instant now) {
    Optional<String> against =
        switch (elevation) {
          case Elevation.Provisioning p -> Lifecycle.against(p, answer.decision(), now);
          case Elevation.Active a -> Lifecycle.against(a, answer.decision(), now);
          case Elevation.Pending p -> Optional.empty();
          case Elevation.Approved a -> Optional.empty();
          case Elevation.Revoking r -> Optional.empty();
          case Elevation.Terminal t -> Optional.empty();
        };
    return Stream.concat(
            Stream.of(decided(answer, now)),
            against.stream().map(why -> affected(elevation.request(), why, answer, now)))
        .toList();
  }

  private static AuditEntry affected(
      Request request, String why, DecisionRecord answer, Instant now) {
    return new AuditEntry.Affected(
        now,
        request.id().grant(),
        request.requester(),
        request.target(),
        request.role(),
        why,
        answer.policy());
  }

  private static AuditEntry narrowed(Request request, Instant now) {
    return new AuditEntry.Narrowed(
        now, request.id(), request.digest(), request.terms().max(), request.policy());
  }

  private static AuditEntry moved(Elevation before, Event event, Elevation after, Instant now) {
    return new AuditEntry.Moved(
        now,
        before.id(),
        State.of(before).word(),
        State.of(after).word(),
        by(event),
        why(after),
        until(after));
  }

  private static Optional<Instant> until(Elevation state) {
    return state instanceof Elevation.Granted granted
        ? Optional.of(granted.grant().until())
        : Optional.empty();
  }

  static Optional<SubjectId> by(Event event) {
    return switch (event) {
      case Event.ApprovedBy e -> Optional.of(e.approver().subject().id());
      case Event.DeniedBy e -> Optional.of(e.approver().subject().id());
      case Event.WithdrawnBy e -> Optional.of(e.by().id());
      case Event.DoneBy e -> Optional.of(e.by().id());
      case Event.RevokedBy e -> Optional.of(e.by().id());
      case Event.ExtendedBy e -> Optional.of(e.by().id());
      case Event.Redecided e -> Optional.empty();
      case Event.Checked e -> Optional.empty();
      case Event.Provisioned e -> Optional.empty();
      case Event.ProvisionFailed e -> Optional.empty();
      case Event.SubjectDisabled e -> Optional.empty();
      case Event.LaidUnused e -> Optional.empty();
      case Event.TimePassed e -> Optional.empty();
      case Event.ProvedAbsent e -> Optional.empty();
      case Event.RevocationFailed e -> Optional.empty();
    };
  }

  private static String why(Elevation after) {
    return switch (after) {
      case Elevation.Pending e -> "";
      case Elevation.Approved e -> "";
      case Elevation.Provisioning e -> "everyone's rights were checked again";
      case Elevation.Active e -> "the target has the privilege";
      case Elevation.Revoking e ->
          e.end().note().isEmpty()
              ? e.end().cause().words()
              : e.end().cause().words() + ": " + e.end().note();
      case Elevation.Ended e -> e.end().cause().words();
      case Elevation.Denied e -> e.note();
      case Elevation.Withdrawn e -> "taken back by who asked";
      case Elevation.Lapsed e -> "nobody decided in time";
      case Elevation.Failed e -> e.why();
    };
  }

  private static void intents(
      Elevation after, List<Effect> effects, Instant now, List<AuditEntry> into) {
    Request request = after.request();
    for (Effect effect : effects) {
      if (!(effect instanceof Effect.Check)) {
        into.add(
            new AuditEntry.Intent(
                now, request.id().grant(), word(effect), request.target(), request.role()));
      }
    }
  }

  /** An effect's name, as stored and shown. */
  static String word(Effect effect) {
    return switch (effect) {
      case Effect.Check e -> "check";
      case Effect.Provision e -> "provision";
      case Effect.Extend e -> "extend";
      case Effect.CutSessions e -> "cut_sessions";
      case Effect.Deprovision e -> "deprovision";
    };
  }
}
