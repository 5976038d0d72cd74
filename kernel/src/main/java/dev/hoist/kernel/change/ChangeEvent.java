package dev.hoist.kernel.change;

import dev.hoist.kernel.elevation.Approver;
import dev.hoist.kernel.elevation.Digest;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import java.util.Map;

/** What happens to a change of policy. */
public sealed interface ChangeEvent {
  /**
   * Someone said yes.
   *
   * @param shown the digest of what they saw
   * @param spoken what those who said yes before stand for now
   */
  record ApprovedBy(Approver approver, Digest shown, String note, Map<SubjectId, Approver> spoken)
      implements ChangeEvent {
    public ApprovedBy {
      spoken = Map.copyOf(spoken);
    }
  }

  record DeniedBy(Approver approver, String note) implements ChangeEvent {}

  record WithdrawnBy(Subject by) implements ChangeEvent {}

  /** It can no longer be put in force. */
  record Overtaken(String why) implements ChangeEvent {}

  /** Its files are in the policy folder. */
  record Written() implements ChangeEvent {}

  record TimePassed() implements ChangeEvent {}
}
