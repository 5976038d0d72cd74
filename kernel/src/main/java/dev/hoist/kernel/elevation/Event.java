package dev.hoist.kernel.elevation;

import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.policy.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What can happen to an elevation. */
public sealed interface Event {
  /** What an approver says. */
  sealed interface Voice extends Event {
    Approver approver();
  }

  /** What is told of the target. */
  sealed interface Report extends Event {}

  /** Someone said yes to exactly what {@code shown} names, perhaps for less time. */
  record ApprovedBy(Approver approver, Digest shown, Optional<Duration> limit, String note)
      implements Voice {}

  /** Someone said no. */
  record DeniedBy(Approver approver, String note) implements Voice {}

  /** Who asked took it back. */
  record WithdrawnBy(Subject by) implements Event {}

  /**
   * Policy changed while the request waited or the grant lived.
   *
   * @param revokes whether the changed policy ends live grants that it would not give
   */
  record Redecided(Decision decision, boolean revokes) implements Event {}

  /**
   * The last look before the target is touched.
   *
   * @param approvers everyone who approved, with what they stand for now; who is missing has no
   *     standing any more
   * @param requesterMayAct whether the requester is still enabled, and target and role still are
   *     the ones that were asked for
   */
  record Checked(Map<SubjectId, Approver> approvers, Decision decision, boolean requesterMayAct)
      implements Event {
    public Checked {
      approvers = Map.copyOf(approvers);
    }
  }

  /** The target has the privilege. */
  record Provisioned() implements Report {}

  /** The target could not be prepared; it may be half done. */
  record ProvisionFailed(String why) implements Report {}

  /** The holder gives it back. */
  record DoneBy(Subject by) implements Event {}

  /**
   * The holder wants more time.
   *
   * @param number which extension of the grant it is to be, from 1; the same one twice has one
   *     effect
   * @param asked how much longer; empty means as much as policy allows at a time
   * @param decision what policy says at this moment to what was asked then
   * @param holderMayAct whether the holder still may act, and target and role still are the ones
   *     that were asked for
   */
  record ExtendedBy(
      Subject by, int number, Optional<Duration> asked, Decision decision, boolean holderMayAct)
      implements Event {}

  /** Someone with the right to do so ends it. */
  record RevokedBy(Subject by, String why) implements Event {}

  /** The holder was disabled. */
  record SubjectDisabled() implements Event {}

  /** Nothing was done under the grant since then. */
  record LaidUnused(Instant since) implements Event {}

  /** Time went on. */
  record TimePassed() implements Event {}

  /** The target was read back and the privilege is not there. */
  record ProvedAbsent() implements Report {}

  /** An attempt to take the privilege back did not end in proof. */
  record RevocationFailed(String why) implements Report {}
}
