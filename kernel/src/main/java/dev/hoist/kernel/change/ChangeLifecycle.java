package dev.hoist.kernel.change;

import dev.hoist.kernel.change.ChangeOutcome.Refused;
import dev.hoist.kernel.change.ChangeOutcome.Step;
import dev.hoist.kernel.change.ChangeOutcome.Unchanged;
import dev.hoist.kernel.change.PolicyChange.Agreed;
import dev.hoist.kernel.change.PolicyChange.Applied;
import dev.hoist.kernel.change.PolicyChange.Dropped;
import dev.hoist.kernel.change.PolicyChange.Pending;
import dev.hoist.kernel.change.PolicyChange.Why;
import dev.hoist.kernel.elevation.Approver;
import dev.hoist.kernel.elevation.Refusal;
import dev.hoist.kernel.identity.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The only way from one state of a change of policy to the next. */
public final class ChangeLifecycle {
  private ChangeLifecycle() {}

  /** What {@code event} makes of {@code state} at {@code now}. */
  public static ChangeOutcome step(PolicyChange state, ChangeEvent event, Instant now) {
    return switch (state) {
      case Pending pending -> pending(pending, event, now);
      case Agreed agreed ->
          event instanceof ChangeEvent.Written
              ? new Step(new Applied(agreed.proposal(), agreed.consents(), now))
              : decided(agreed, event);
      case Applied applied -> decided(applied, event);
      case Dropped dropped -> decided(dropped, event);
    };
  }

  /** Whether a pending change waits for this very person, among others. */
  public static boolean awaits(Pending state, Approver approver) {
    return !own(state, approver) && !hasSpoken(state, approver) && mayDecide(state, approver);
  }

  private static ChangeOutcome pending(Pending state, ChangeEvent event, Instant now) {
    if (!now.isBefore(state.proposal().lapsesAt())) {
      return dropped(state, Why.LAPSED, Optional.empty(), "nobody decided in time", now);
    }
    return switch (event) {
      case ChangeEvent.ApprovedBy yes -> approve(state, yes, now);
      case ChangeEvent.DeniedBy no ->
          mayDecide(state, no.approver())
              ? dropped(state, Why.DENIED, Optional.of(no.approver().subject()), no.note(), now)
              : notAnApprover(state, no.approver());
      case ChangeEvent.WithdrawnBy back ->
          back.by().id().equals(state.proposal().author().id())
              ? dropped(state, Why.WITHDRAWN, Optional.of(back.by()), "", now)
              : notYours(state);
      case ChangeEvent.Overtaken overtaken ->
          dropped(state, Why.STALE, Optional.empty(), overtaken.why(), now);
      case ChangeEvent.Written written -> new Unchanged();
      case ChangeEvent.TimePassed passed -> new Unchanged();
    };
  }

  private static ChangeOutcome approve(Pending state, ChangeEvent.ApprovedBy yes, Instant now) {
    Approver approver = yes.approver();
    if (own(state, approver)) {
      return new Refused(
          Refusal.SELF_APPROVAL,
          "nobody approves their own change of policy; " + state.id() + " needs someone else");
    }
    if (!yes.shown().equals(state.proposal().digest())) {
      return new Refused(
          Refusal.STALE_DIGEST,
          "that is not what " + state.id() + " is; look with: hoist request show " + state.id());
    }
    if (!mayDecide(state, approver)) {
      return notAnApprover(state, approver);
    }
    List<Consent> consents = new ArrayList<>(state.consents());
    boolean again = hasSpoken(state, approver);
    if (!again) {
      consents.add(new Consent(approver.subject(), yes.shown(), yes.note(), now));
    }
    if (missing(state.proposal(), consents, yes).isEmpty()) {
      return new Step(new Agreed(state.proposal(), consents, now));
    }
    // The same yes twice has one effect (S13).
    return again ? new Unchanged() : new Step(new Pending(state.proposal(), consents));
  }

  /** The files to which nobody agreed who stands for an owner now (S14). */
  private static List<Touched> missing(
      Proposal proposal, List<Consent> consents, ChangeEvent.ApprovedBy yes) {
    return proposal.touched().stream()
        .filter(touched -> consents.stream().noneMatch(c -> counts(touched, standing(c, yes))))
        .toList();
  }

  private static boolean counts(Touched touched, Set<String> standing) {
    return !Collections.disjoint(touched.owners(), standing);
  }

  private static Set<String> standing(Consent consent, ChangeEvent.ApprovedBy yes) {
    if (consent.by().id().equals(yes.approver().subject().id())) {
      return yes.approver().standing();
    }
    Approver before = yes.spoken().get(consent.by().id());
    return before == null ? Set.of() : before.standing();
  }

  private static boolean own(Pending state, Approver approver) {
    return approver.subject().person().equals(state.proposal().author().person());
  }

  private static boolean hasSpoken(Pending state, Approver approver) {
    return state.consents().stream()
        .anyMatch(c -> c.by().person().equals(approver.subject().person()));
  }

  private static boolean mayDecide(Pending state, Approver approver) {
    return state.proposal().touched().stream().anyMatch(t -> counts(t, approver.standing()));
  }

  private static Step dropped(
      Pending state, Why why, Optional<Subject> by, String note, Instant now) {
    return new Step(new Dropped(state.proposal(), why, by, note, now));
  }

  private static ChangeOutcome decided(PolicyChange state, ChangeEvent event) {
    return switch (event) {
      case ChangeEvent.ApprovedBy yes ->
          state.consents().stream().anyMatch(c -> c.by().id().equals(yes.approver().subject().id()))
              ? new Unchanged()
              : tooLate(state);
      case ChangeEvent.DeniedBy no -> tooLate(state);
      case ChangeEvent.WithdrawnBy back -> tooLate(state);
      case ChangeEvent.Overtaken overtaken -> new Unchanged();
      case ChangeEvent.Written written -> new Unchanged();
      case ChangeEvent.TimePassed passed -> new Unchanged();
    };
  }

  private static Refused tooLate(PolicyChange state) {
    return new Refused(
        Refusal.TOO_LATE,
        state.id() + " is already decided; see: hoist request show " + state.id());
  }

  private static Refused notYours(PolicyChange state) {
    return new Refused(
        Refusal.NOT_YOURS,
        state.id() + " is " + state.proposal().author().name() + "'s; only they can take it back");
  }

  private static Refused notAnApprover(Pending state, Approver approver) {
    Set<String> owners = new TreeSet<>();
    state.proposal().touched().forEach(touched -> owners.addAll(touched.owners()));
    return new Refused(
        Refusal.NOT_AN_APPROVER,
        approver.subject().name()
            + " may not decide on "
            + state.id()
            + "; it waits for owners: "
            + String.join(", ", owners));
  }
}
