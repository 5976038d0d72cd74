package dev.hoist.control.audit;

import dev.hoist.kernel.change.Proposal;
import dev.hoist.kernel.elevation.Digest;
import dev.hoist.kernel.elevation.EndCause;
import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.elevation.Particulars;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.inventory.Inventory;
import dev.hoist.kernel.policy.PolicyHash;
import dev.hoist.kernel.policy.PolicyOrigin;
import dev.hoist.kernel.session.SessionEnd;
import dev.hoist.kernel.session.SessionId;
import dev.hoist.kernel.target.Role;
import dev.hoist.kernel.target.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the audit log tells. Never holds a secret (S23). */
public sealed interface AuditEntry {
  Instant at();

  /** Policy answered someone; {@code decision} is where facts and answer are kept. */
  record Decided(
      Instant at,
      long decision,
      Subject who,
      String target,
      String role,
      String answer,
      PolicyHash policy)
      implements AuditEntry {}

  /** A request was opened. */
  record Requested(
      Instant at,
      RequestId request,
      Subject by,
      Target target,
      Role role,
      Duration asked,
      Optional<String> reason,
      Particulars said,
      Digest shown,
      PolicyHash policy)
      implements AuditEntry {}

  /** Someone said yes. */
  record ApprovedBy(
      Instant at,
      RequestId request,
      Subject by,
      int stage,
      Digest shown,
      Optional<Duration> limit,
      String note)
      implements AuditEntry {}

  /** A command was refused: someone tried what they may not. */
  record RefusedCommand(
      Instant at, RequestId request, Optional<SubjectId> by, String command, String why)
      implements AuditEntry {}

  /** An elevation moved from one state to another. */
  record Moved(
      Instant at,
      RequestId request,
      String from,
      String to,
      Optional<SubjectId> by,
      String why,
      Optional<Instant> until)
      implements AuditEntry {}

  /**
   * A grant was extended by its holder.
   *
   * @param number which extension it was, from 1
   * @param from the end it had
   * @param until the end it has
   */
  record Extended(
      Instant at,
      RequestId request,
      Subject by,
      int number,
      Optional<Duration> asked,
      Instant from,
      Instant until)
      implements AuditEntry {}

  /** A pending request was narrowed by a policy change; what was approved before is void. */
  record Narrowed(Instant at, RequestId request, Digest shown, Duration max, PolicyHash policy)
      implements AuditEntry {}

  /** A live grant that the policy that came in force would not give as it is. */
  record Affected(
      Instant at,
      GrantId grant,
      Subject who,
      Target target,
      Role role,
      String why,
      PolicyHash policy)
      implements AuditEntry {}

  /** A target is about to be touched (S04, S21). */
  record Intent(Instant at, GrantId grant, String effect, Target target, Role role)
      implements AuditEntry {}

  /** How an intent came out. */
  record EffectOutcome(Instant at, GrantId grant, String effect, boolean ok, String words)
      implements AuditEntry {}

  /** Something is not as it must be; someone should look. */
  record Alarm(Instant at, Optional<GrantId> grant, String words) implements AuditEntry {}

  /** Something of ours was found on a target that no live grant holds, and was removed (S03). */
  record Leftover(Instant at, GrantId grant, String target, boolean removed, String words)
      implements AuditEntry {}

  /** An access token was handed out. */
  record TokenIssued(Instant at, GrantId grant, Subject to, Instant expiresAt)
      implements AuditEntry {}

  record SessionBegun(
      Instant at,
      SessionId session,
      GrantId grant,
      Subject who,
      String target,
      String role,
      String client,
      String from)
      implements AuditEntry {}

  record SessionEnded(Instant at, GrantId grant, SessionEnd end) implements AuditEntry {}

  /**
   * Clients were turned away at the gateway.
   *
   * @param times how many like this one since the last entry; a flood is counted, not listed
   */
  record TurnedAway(Instant at, String user, String target, String from, String why, long times)
      implements AuditEntry {}

  record PolicyLoaded(
      Instant at,
      PolicyHash policy,
      List<String> files,
      List<String> redefined,
      PolicyOrigin origin)
      implements AuditEntry {}

  /** Someone proposed another policy. */
  record PolicyProposed(Instant at, Proposal proposal) implements AuditEntry {}

  record PolicyRejected(Instant at, List<String> problems) implements AuditEntry {}

  /**
   * Another inventory was put in force.
   *
   * @param targets how many it registers
   */
  record InventoryLoaded(
      Instant at,
      PolicyHash inventory,
      int targets,
      Inventory.Change change,
      List<String> redefined)
      implements AuditEntry {}

  record InventoryRejected(Instant at, List<String> problems) implements AuditEntry {}

  /** A log-in, good or not. {@code name} is what was typed; cut it to 100 characters. */
  record LoggedIn(Instant at, String name, Optional<SubjectId> who, boolean ok, String from)
      implements AuditEntry {}

  /**
   * Someone administered something.
   *
   * @param act {@code user.add}, {@code user.disable}, {@code session.kill}, {@code bootstrap}, …
   * @param details without secrets
   */
  record Administered(
      Instant at, Optional<Subject> by, String act, String on, Map<String, String> details)
      implements AuditEntry {
    public Administered {
      details = Map.copyOf(details);
    }
  }

  /** A session or a grant was ended by command; the ends themselves are told on their own. */
  record Ending(Instant at, GrantId grant, EndCause cause, int sessionsCut) implements AuditEntry {}

  /** The server came up; {@code version} is the program's. */
  record Started(Instant at, String version, String node) implements AuditEntry {}
}
