package dev.hoist.control.elevation;

import dev.hoist.control.Page;
import dev.hoist.kernel.elevation.Digest;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything that people do with elevations. Each command that returns normally has been committed;
 * each may be repeated, and a repeat has no second effect (S13). Thread-safe; calls block for a
 * transaction, never for a target.
 */
public interface Elevations {
  /** Asks for a role; policy answers at once. */
  Answer ask(Ask ask);

  /**
   * Says yes.
   *
   * @param shown the digest of what the approver saw (S12)
   * @param limit the longest grant they agree to
   */
  Result approve(RequestId id, Subject by, Digest shown, Optional<Duration> limit, String note);

  Result deny(RequestId id, Subject by, String note);

  /** The requester takes it back; before it is granted this withdraws, afterwards it ends it. */
  Result withdraw(RequestId id, Subject by);

  /** The holder gives the grant back early. */
  Result done(RequestId id, Subject by);

  /**
   * The holder wants more time.
   *
   * @param number which extension of the grant it is to be, from 1
   * @param length how much longer; empty means as much as policy allows at a time
   */
  Result extend(RequestId id, Subject by, int number, Optional<Duration> length);

  /** Ends it against its holder's will. The caller has checked that {@code by} may do so. */
  Result revoke(RequestId id, Subject by, String why);

  /** Ends everything of one user that has not ended; returns what it touched. */
  List<Stored> revokeAllOf(SubjectId holder, Subject by, String why);

  /** Ends everything on one target that has not ended; returns what it touched. */
  List<Stored> revokeAllOn(String target, Subject by, String why);

  /** Call after a subject was disabled: ends all they hold (S16). */
  void subjectDisabled(SubjectId who);

  Optional<Stored> find(RequestId id);

  /** Newest first. */
  Page<Stored> list(Query query);

  /** The requests that this subject may decide on now, oldest first. */
  List<Stored> inbox(Subject approver);

  /**
   * What is granted and not yet proved gone, newest first.
   *
   * @param holder whose; empty for everyone's
   */
  List<Stored> grants(Optional<SubjectId> holder);

  /**
   * Live grants that the policy in force would not give, newest first. They go on to their own end,
   * unless the policy that gave them or the one in force says {@code on_change: revoke}; then they
   * end by themselves.
   */
  List<Affected> affected();

  /** Where each committed change is announced. */
  Changes<Stored> changes();
}
