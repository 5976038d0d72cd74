package dev.hoist.kernel.elevation;

import dev.hoist.kernel.elevation.Elevation.Approved;
import dev.hoist.kernel.elevation.Elevation.Granted;
import dev.hoist.kernel.elevation.Elevation.Pending;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.Escalation;
import dev.hoist.kernel.policy.Limits;
import dev.hoist.kernel.policy.Stage;
import dev.hoist.kernel.policy.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Who counts, and for how much. Quorums count distinct persons, not subjects (S11). */
final class Quorum {
  private Quorum() {}

  /** The shortest of what was asked, what policy allows, and what each approver agreed to (S08). */
  static Duration length(Request request, List<Approval> approvals) {
    Duration shortest = shorter(request.asked(), request.terms().max());
    for (Approval approval : approvals) {
      shortest = shorter(shortest, approval.limit().orElse(shortest));
    }
    return shortest;
  }

  static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /** Whether someone is who asked, or answers to or for the same person (S10). */
  static boolean isRequester(Request request, Approver approver) {
    return approver.subject().person().equals(request.requester().person());
  }

  /** Whether someone may speak in a stage, from its beginning or after its escalation. */
  static boolean mayApprove(Stage stage, Approver approver) {
    return mayApprove(stage, approver, true);
  }

  /** Whether someone may speak in the open round now. */
  static boolean mayApprove(Pending state, Approver approver, Instant now) {
    return mayApprove(state.open(), approver, escalated(state, now));
  }

  private static boolean mayApprove(Stage stage, Approver approver, boolean escalated) {
    return !Collections.disjoint(stage.from(), approver.standing())
        || (escalated && joins(stage, approver));
  }

  private static boolean joins(Stage stage, Approver approver) {
    return stage
        .escalation()
        .filter(e -> !Collections.disjoint(e.to(), approver.standing()))
        .isPresent();
  }

  /** Whether the open round has escalated by now. */
  static boolean escalated(Pending state, Instant now) {
    return state
        .open()
        .escalation()
        .filter(e -> !now.isBefore(state.openedAt().plus(e.after())))
        .isPresent();
  }

  /** Whether the person behind a subject has spoken already, in any stage and under any name. */
  static boolean hasSpoken(Pending state, Approver approver) {
    return state.approvals().stream()
        .anyMatch(a -> a.by().person().equals(approver.subject().person()));
  }

  /**
   * Why policy would not give what was granted, for as long, for the approvals it has; empty when
   * it would (S08).
   */
  static Optional<String> against(Granted state, Decision decision, Instant now) {
    return switch (decision) {
      case Decision.Denied denied -> Optional.of(denied.message());
      case Decision.Amend amend -> Optional.of(String.join("; ", amend.problems()));
      case Decision.Allowed allowed -> against(state, allowed.terms(), now);
    };
  }

  private static Optional<String> against(Granted state, Terms terms, Instant now) {
    if (state.grant().given().compareTo(terms.max()) > 0) {
      return Optional.of("it is given for at most " + terms.max().toSeconds() + " s");
    }
    Instant until = state.grant().until();
    Optional<Instant> end = terms.limits().end(now).filter(e -> e.isBefore(until));
    if (end.isPresent()) {
      return Optional.of("it is given until " + end.get() + " at the latest");
    }
    if (!state.grant().extendedWithin(terms.limits().extension())) {
      return Optional.of("it is not extended by as much, or as often, as it was");
    }
    if (idlesLonger(state.request().terms().limits(), terms.limits())) {
      return Optional.of("it may not lie unused for as long");
    }
    return covers(state.request().terms().stages(), terms.stages())
        ? Optional.empty()
        : Optional.of("it needs approvals that it was not given with: " + words(terms.stages()));
  }

  private static String words(List<Stage> stages) {
    return stages.stream()
        .map(s -> s.count() + " of " + String.join(", ", s.from().stream().sorted().toList()))
        .collect(Collectors.joining(", then "));
  }

  private static boolean idlesLonger(Limits these, Limits those) {
    return those
        .idle()
        .filter(most -> these.idle().filter(idle -> idle.compareTo(most) <= 0).isEmpty())
        .isPresent();
  }

  /**
   * Whether whoever satisfies {@code these} stages satisfies {@code those} too: each of those is
   * found among these, in order, asking as many people or more out of the same ones or fewer.
   */
  static boolean covers(List<Stage> these, List<Stage> those) {
    Iterator<Stage> left = these.iterator();
    return those.stream().allMatch(that -> coversNext(left, that));
  }

  private static boolean coversNext(Iterator<Stage> left, Stage that) {
    while (left.hasNext()) {
      Stage stage = left.next();
      if (stage.count() >= that.count() && within(stage, that)) {
        return true;
      }
    }
    return false;
  }

  /** Whether whoever may speak in one stage may do so in another, at that time. */
  private static boolean within(Stage stage, Stage other) {
    return other.from().containsAll(stage.from())
        && stage.escalation().stream().allMatch(e -> joinsAlike(e, other));
  }

  private static boolean joinsAlike(Escalation escalation, Stage other) {
    Set<String> by = new HashSet<>(other.from());
    other
        .escalation()
        .filter(e -> e.after().compareTo(escalation.after()) <= 0)
        .ifPresent(e -> by.addAll(e.to()));
    return by.containsAll(escalation.to());
  }

  /**
   * Counts again, with what everyone stands for now: why the approvals are not enough any more;
   * empty when they are (S14).
   */
  static Optional<String> objection(Approved state, Map<SubjectId, Approver> now) {
    Set<SubjectId> persons = new HashSet<>();
    for (Approval approval : state.approvals()) {
      Optional<String> objection = objection(state.request(), approval, now);
      if (objection.isPresent()) {
        return objection;
      }
      persons.add(approval.by().person());
    }
    long needed = state.request().terms().stages().stream().mapToLong(Stage::count).sum();
    return persons.size() < needed
        ? Optional.of("not enough different people approved it")
        : Optional.empty();
  }

  private static Optional<String> objection(
      Request request, Approval approval, Map<SubjectId, Approver> now) {
    if (!approval.shown().equals(request.digest())) {
      return Optional.of("it is not what " + approval.by().name() + " approved");
    }
    Stage stage = request.terms().stages().get(approval.stage());
    Approver approver = now.get(approval.by().id());
    return approver == null
            || !mayApprove(stage, approver, approval.escalated())
            || isRequester(request, approver)
        ? Optional.of(approval.by().name() + " may no longer approve it")
        : Optional.empty();
  }
}
