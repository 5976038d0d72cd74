package dev.hoist.control.change;

import dev.hoist.control.Page;
import dev.hoist.control.audit.AuditTrail;
import dev.hoist.control.elevation.Changes;
import dev.hoist.control.facts.Circumstances;
import dev.hoist.control.policy.Policies;
import dev.hoist.control.policy.PolicyFolder;
import dev.hoist.control.policy.PolicyKeeper;
import dev.hoist.control.policy.PolicyLog;
import dev.hoist.kernel.change.ChangeEvent;
import dev.hoist.kernel.change.ChangeLifecycle;
import dev.hoist.kernel.change.Consent;
import dev.hoist.kernel.change.PolicyChange;
import dev.hoist.kernel.change.PolicyChange.Pending;
import dev.hoist.kernel.elevation.Approver;
import dev.hoist.kernel.elevation.Digest;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyHash;
import dev.hoist.kernel.policy.PolicyLoader;
import dev.hoist.kernel.time.TimeSource;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that people do to change the policy. */
public final class PolicyChanges {
  private final Ports ports;
  private final Proposing proposing;
  private final Steps steps;

  /**
   * What this stands on.
   *
   * @param folder where policy lies; empty when it comes from elsewhere
   */
  public record Ports(
      ChangeStore store,
      PolicyLoader loader,
      Policies policies,
      PolicyLog log,
      PolicyKeeper keeper,
      Optional<PolicyFolder> folder,
      Standings standings,
      AuditTrail audit,
      TimeSource time) {}

  public PolicyChanges(Ports ports) {
    this.ports = ports;
    this.proposing = new Proposing(ports);
    this.steps = new Steps(ports);
  }

  /** Proposes files as the whole policy. */
  public Proposed push(Subject author, List<PolicyFile> files, Optional<String> reason) {
    return proposing.push(author, files, reason);
  }

  /** Proposes a set that was in force before. */
  public Proposed rollback(Subject author, PolicyHash hash, Optional<String> reason) {
    return proposing.rollback(author, hash, reason);
  }

  public Optional<StoredChange> find(RequestId id) {
    Optional<StoredChange> found = ports.store().find(id);
    if (found.filter(c -> c.state() instanceof Pending).isPresent()) {
      steps.step(id, before -> new ChangeEvent.TimePassed());
      return ports.store().find(id);
    }
    return found;
  }

  /** Those that this subject may decide on now, oldest first, without their files. */
  public List<StoredChange> inbox(Subject approver) {
    List<StoredChange> pending = proposing.pending();
    Approver who = ports.standings().approver(approver, look(pending));
    return pending.stream()
        .filter(c -> c.state() instanceof Pending p && ChangeLifecycle.awaits(p, who))
        .toList();
  }

  /** Newest first, without their files. */
  public Page<StoredChange> list(ChangeQuery query) {
    lapse();
    return ports.store().list(query);
  }

  /** Ends those for which nobody decided in time; call now and then, for those who wait. */
  public void lapse() {
    Instant now = ports.time().now();
    for (StoredChange change : ports.store().pending()) {
      if (!now.isBefore(change.state().proposal().lapsesAt())) {
        steps.step(change.id(), before -> new ChangeEvent.TimePassed());
      }
    }
  }

  /** Where each committed step is announced. */
  public Changes<StoredChange> announced() {
    return steps.announced();
  }

  /** Says yes to what has this digest; the last yes that is needed puts it in force. */
  public Changed approve(RequestId id, Subject by, Digest shown, String note) {
    Circumstances seen = look(id);
    return steps.step(
        id,
        seen,
        before ->
            new ChangeEvent.ApprovedBy(
                ports.standings().approver(by, seen), shown, note, spoken(before.state(), seen)));
  }

  /** Before the step, which waits for nobody. */
  private Circumstances look(RequestId id) {
    return look(ports.store().find(id).stream().toList());
  }

  private Circumstances look(List<StoredChange> changes) {
    return ports.standings().look(changes.stream().map(StoredChange::state).toList());
  }

  private Map<SubjectId, Approver> spoken(PolicyChange state, Circumstances seen) {
    Map<SubjectId, Approver> spoken = new HashMap<>();
    for (Consent consent : state.consents()) {
      spoken.put(consent.by().id(), ports.standings().approver(consent.by(), seen));
    }
    return spoken;
  }

  public Changed deny(RequestId id, Subject by, String note) {
    Circumstances seen = look(id);
    return steps.step(
        id, seen, before -> new ChangeEvent.DeniedBy(ports.standings().approver(by, seen), note));
  }

  public Changed withdraw(RequestId id, Subject by) {
    return steps.step(id, before -> new ChangeEvent.WithdrawnBy(by));
  }

  /**
   * Call after another set was put in force, and now and then, as that can fail: what is a change
   * of an older one is over.
   */
  public void policyChanged() {
    // Read first: what is pushed from here on is a change of what is in force now, or a later one.
    List<StoredChange> pending = ports.store().pending();
    Optional<PolicyHash> inForce = ports.policies().current().map(p -> p.set().hash());
    for (StoredChange change : pending) {
      if (!inForce.equals(Optional.of(change.state().proposal().base()))) {
        steps.step(change.id(), before -> stale());
      }
    }
  }

  private static ChangeEvent stale() {
    return new ChangeEvent.Overtaken("policy changed meanwhile; push again");
  }

  /** What an earlier run put in force and did not write is written before the folder is read. */
  public void settle() {
    for (StoredChange change : ports.store().unwritten()) {
      List<PolicyFile> base = ports.log().files(change.state().proposal().base()).orElse(List.of());
      ports.folder().ifPresent(folder -> folder.owe(steps.owed(change, base)));
    }
  }
}
