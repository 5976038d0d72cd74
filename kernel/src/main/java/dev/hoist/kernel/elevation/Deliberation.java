package dev.hoist.kernel.elevation;

import dev.hoist.kernel.elevation.Elevation.Pending;
import dev.hoist.kernel.elevation.Outcome.Refused;
import dev.hoist.kernel.elevation.Outcome.Step;
import dev.hoist.kernel.elevation.Outcome.Unchanged;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.Limits;
import dev.hoist.kernel.policy.Stage;
import dev.hoist.kernel.policy.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A pending request and those who decide on it. */
final class Deliberation {
  private Deliberation() {}

  static Outcome step(Pending state, Event event, Instant now) {
    if (!now.isBefore(state.lapsesAt())) {
      // Whatever the event is, it came too late: lapsing does not wait for a timer to notice.
      return Lifecycle.lapsed(state, now);
    }
    return switch (event) {
      case Event.ApprovedBy yes -> approve(state, yes, now);
      case Event.DeniedBy no -> deny(state, no, now);
      case Event.WithdrawnBy withdrawn -> Lifecycle.withdrawn(state, withdrawn.by(), now);
      case Event.DoneBy done -> Lifecycle.withdrawn(state, done.by(), now);
      case Event.RevokedBy revoked ->
          ended(state, "revoked by " + revoked.by().name() + ": " + revoked.why(), now);
      case Event.SubjectDisabled s -> ended(state, "its requester was disabled", now);
      case Event.Redecided redecided -> redecide(state, redecided.decision(), now);
      case Event.ExtendedBy extended -> Lifecycle.notActive(state, extended);
      case Event.LaidUnused u -> new Unchanged(state);
      case Event.TimePassed t -> new Unchanged(state);
      case Event.Checked c -> new Unchanged(state);
      case Event.Report report -> new Unchanged(state);
    };
  }

  private static Step ended(Pending state, String why, Instant now) {
    return Lifecycle.denied(state, Optional.empty(), why, now);
  }

  private static Outcome approve(Pending state, Event.ApprovedBy yes, Instant now) {
    Approver approver = yes.approver();
    if (Quorum.isRequester(state.request(), approver)) {
      return new Refused(
          Refusal.SELF_APPROVAL,
          "nobody approves their own request; " + state.id() + " needs someone else");
    }
    if (!yes.shown().equals(state.request().digest())) {
      return new Refused(
          Refusal.STALE_DIGEST,
          state.id()
              + " changed since you saw it; look again with: hoist request show "
              + state.id());
    }
    if (Quorum.hasSpoken(state, approver)) {
      return repeated(state, yes);
    }
    if (!Quorum.mayApprove(state, approver, now)) {
      return notAnApprover(state, approver);
    }
    if (yes.limit().isPresent() && !sensible(yes.limit().get(), state.request().asked())) {
      return new Refused(
          Refusal.BAD_LIMIT,
          "an approval is for more than nothing and at most the "
              + state.request().asked().toSeconds()
              + " s that were asked for");
    }
    var approval =
        new Approval(
            state.stage(),
            approver.subject(),
            yes.shown(),
            yes.limit(),
            yes.note(),
            now,
            Quorum.escalated(state, now));
    return counted(state, approval, now);
  }

  /** The same yes twice has one effect (S13); a second voice of the same person has none (S11). */
  private static Outcome repeated(Pending state, Event.ApprovedBy yes) {
    Subject by = yes.approver().subject();
    boolean same =
        state.approvals().stream()
            .anyMatch(
                a ->
                    a.stage() == state.stage()
                        && a.by().id().equals(by.id())
                        && a.limit().equals(yes.limit()));
    return same
        ? new Unchanged(state)
        : new Refused(
            Refusal.ALREADY_APPROVED,
            by.name() + " has approved " + state.id() + " already; it needs someone else");
  }

  private static boolean sensible(Duration limit, Duration asked) {
    return limit.isPositive() && limit.compareTo(asked) <= 0;
  }

  private static Refused notAnApprover(Pending state, Approver approver) {
    return new Refused(
        Refusal.NOT_AN_APPROVER,
        approver.subject().name()
            + " may not decide on "
            + state.id()
            + "; it waits for one of: "
            + String.join(", ", state.open().from().stream().sorted().toList()));
  }

  private static Step counted(Pending state, Approval approval, Instant now) {
    List<Approval> approvals = new ArrayList<>(state.approvals());
    approvals.add(approval);
    var next =
        new Pending(state.request(), state.stage(), approvals, state.openedAt(), state.lapsesAt());
    if (next.missing() > 0) {
      return new Step(next, List.of());
    }
    List<Stage> stages = state.request().terms().stages();
    int following = state.stage() + 1;
    if (following == stages.size()) {
      return Lifecycle.approved(state.request(), approvals, now);
    }
    Instant lapsesAt = now.plus(stages.get(following).within());
    return new Step(new Pending(state.request(), following, approvals, now, lapsesAt), List.of());
  }

  private static Outcome deny(Pending state, Event.DeniedBy no, Instant now) {
    boolean mayDecide =
        state.request().terms().stages().stream()
            .anyMatch(stage -> Quorum.mayApprove(stage, no.approver()));
    return mayDecide
        ? Lifecycle.denied(state, Optional.of(no.approver()), no.note(), now)
        : notAnApprover(state, no.approver());
  }

  /** A policy change narrows a waiting request or ends it; it never widens it (S08). */
  private static Outcome redecide(Pending state, Decision decision, Instant now) {
    return switch (decision) {
      case Decision.Denied denied -> ended(state, "policy changed: " + denied.message(), now);
      case Decision.Amend amend ->
          ended(state, "policy changed: " + String.join("; ", amend.problems()), now);
      case Decision.Allowed allowed -> narrow(state, allowed, now);
    };
  }

  private static Outcome narrow(Pending state, Decision.Allowed allowed, Instant now) {
    Request request = state.request();
    List<Stage> before = request.terms().stages();
    List<Stage> after = allowed.terms().stages();
    boolean enough = Quorum.covers(before, after);
    if (!enough && !Quorum.covers(after, before)) {
      return ended(state, "policy changed: it asks for other approvals now; ask again", now);
    }
    Duration max = Quorum.shorter(request.terms().max(), allowed.terms().max());
    boolean shorter = max.compareTo(Quorum.length(request, List.of())) < 0;
    Limits limits = request.terms().limits().and(allowed.terms().limits());
    var terms =
        new Terms(
            shorter ? max : request.terms().max(),
            enough ? before : after,
            limits,
            request.terms().aftercare().and(allowed.terms().aftercare()),
            allowed.terms().ask(),
            allowed.terms().questions());
    // Another rule is another request to approvers, also where it asks for the same: they are
    // shown it, and it may be for something else (S12).
    Request narrowed = request.on(terms, allowed.rule());
    return narrowed.equals(request) ? new Unchanged(state) : again(state, narrowed, now);
  }

  /**
   * Other terms are another request to approvers: what was said is void, its first round opens
   * anew, and the time to decide goes on (S12).
   */
  private static Step again(Pending state, Request narrowed, Instant now) {
    Instant lapsesAt = now.plus(narrowed.terms().stages().getFirst().within());
    Instant earlier = lapsesAt.isBefore(state.lapsesAt()) ? lapsesAt : state.lapsesAt();
    return new Step(new Pending(narrowed, 0, List.of(), now, earlier), List.of());
  }
}
