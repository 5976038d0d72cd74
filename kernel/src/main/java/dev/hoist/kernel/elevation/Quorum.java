package dev.hoist.kernel.elevation;

import dev.hoist.kernel.elevation.Elevation.Granted;
import dev.hoist.kernel.elevation.Elevation.Pending;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.policy.Stage;
import dev.hoist.kernel.policy.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who counts, and for how much. Quorums count distinct persons, not subjects (S11). */
final class Quorum {
  private Quorum() {}

  /** The shortest of what was asked, what policy allows, and what each approver agreed to (S08). */
  static Duration length(Request request, List<Approval> approvals) {
    Duration shortest = request.asked();
    if (request.terms().max().compareTo(shortest) < 0) {
      shortest = request.terms().max();
    }
    for (Approval approval : approvals) {
      Duration limit = approval.limit().orElse(shortest);
      shortest = limit.compareTo(shortest) < 0 ? limit : shortest;
    }
    return shortest;
  }

  /** Whether someone may speak in a stage, from its beginning or after its escalation. */
  static boolean mayApprove(Stage stage, Approver approver) {
    return !Collections.disjoint(stage.from(), approver.standing()) || joins(stage, approver);
  }

  /** Whether someone may speak in the open round now. */
  static boolean mayApprove(Pending state, Approver approver, Instant now) {
    return !Collections.disjoint(state.open().from(), approver.standing())
        || (escalated(state, now) && joins(state.open(), approver));
  }

  private static boolean joins(Stage stage, Approver approver) {
    return stage
        .escalation()
        .filter(e -> !Collections.disjoint(e.to(), approver.standing()))
        .isPresent();
  }

  private static boolean escalated(Pending state, Instant now) {
    return state
        .open()
        .escalation()
        .filter(e -> !now.isBefore(opened(state).plus(e.after())))
        .isPresent();
  }

  /** The first round opens with the request, each other with the last approval before it. */
  private static Instant opened(Pending state) {
    return state.approvals().stream()
        .filter(a -> a.stage() < state.stage())
        .map(Approval::at)
        .max(Instant::compareTo)
        .orElse(state.request().at());
  }

  /** Whether the person behind a subject has spoken already, in any stage and under any name. */
  static boolean hasSpoken(Pending state, Approver approver) {
    return state.approvals().stream()
        .anyMatch(a -> a.by().person().equals(approver.subject().person()));
  }

  /** Who of those that approved may no longer, in words; empty when all still may (S14). */
  static Optional<String> lost(Granted state, Map<SubjectId, Approver> now) {
    List<Stage> stages = state.request().terms().stages();
    for (Approval approval : state.approvals()) {
      Approver approver = now.get(approval.by().id());
      if (approver == null || !mayApprove(stages.get(approval.stage()), approver)) {
        return Optional.of(approval.by().name() + " may no longer approve it");
      }
    }
    return Optional.empty();
  }

  /** Whether what was approved under the old terms is enough under new ones. */
  static boolean satisfies(Granted state, Terms terms) {
    return terms.stages().isEmpty() || terms.stages().equals(state.request().terms().stages());
  }
}
