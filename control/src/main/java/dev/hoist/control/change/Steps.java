package dev.hoist.control.change;

import dev.hoist.control.audit.AuditEntry;
import dev.hoist.control.elevation.Changes;
import dev.hoist.control.facts.Circumstances;
import dev.hoist.control.policy.LoadedPolicy;
import dev.hoist.control.policy.PolicyFolder;
import dev.hoist.kernel.change.ChangeEvent;
import dev.hoist.kernel.change.ChangeLifecycle;
import dev.hoist.kernel.change.ChangeOutcome;
import dev.hoist.kernel.change.PolicyChange;
import dev.hoist.kernel.change.PolicyChange.Agreed;
import dev.hoist.kernel.elevation.Refusal;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyHash;
import dev.hoist.kernel.policy.PolicyLoader.Load;
import dev.hoist.kernel.policy.PolicyProblem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One step of a change after another, each against the state as it is stored. */
final class Steps {
  private static final int MOST_RACES = 100;

  private final PolicyChanges.Ports ports;
  private final Changes<StoredChange> announced = new Changes<>();

  Steps(PolicyChanges.Ports ports) {
    this.ports = ports;
  }

  /** Where each committed step is announced. */
  Changes<StoredChange> announced() {
    return announced;
  }

  Changed step(RequestId id, Function<StoredChange, ChangeEvent> event) {
    return step(id, Circumstances.UNSEEN, event);
  }

  Changed step(RequestId id, Circumstances seen, Function<StoredChange, ChangeEvent> event) {
    for (int race = 0; race < MOST_RACES; race++) {
      Optional<StoredChange> before = ports.store().find(id);
      if (before.isEmpty()) {
        return new Changed.NotFound();
      }
      Optional<Changed> done = attempt(before.get(), event.apply(before.get()), seen);
      if (done.isPresent()) {
        return done.get();
      }
    }
    throw new IllegalStateException(id + " changed under every attempt to change it");
  }

  private Optional<Changed> attempt(StoredChange before, ChangeEvent event, Circumstances seen) {
    Instant now = ports.time().now();
    return switch (ChangeLifecycle.step(before.state(), event, now)) {
      case ChangeOutcome.Unchanged unchanged -> Optional.of(new Changed.Done(before));
      case ChangeOutcome.Refused no -> {
        ports.audit().append(Entries.refused(before, event, no, now));
        yield Optional.of(new Changed.Refused(no.why(), no.message()));
      }
      case ChangeOutcome.Step step ->
          step.next() instanceof Agreed agreed
              ? enforce(before, event, agreed, seen, now)
              : move(before, event, step.next(), seen, now);
    };
  }

  private Optional<Changed> move(
      StoredChange before, ChangeEvent event, PolicyChange next, Circumstances seen, Instant now) {
    List<AuditEntry> told = told(before, event, next, now);
    if (!ports.store().move(before, next, now, () -> {}, seen.sightings(), told)) {
      return Optional.empty();
    }
    StoredChange after = after(before, next);
    announced.announce(after);
    return Optional.of(answer(event, after));
  }

  private List<AuditEntry> told(
      StoredChange before, ChangeEvent event, PolicyChange next, Instant now) {
    List<AuditEntry> entries = Entries.stepped(before.state(), event, next, now);
    Subject author = before.state().proposal().author();
    if (event instanceof ChangeEvent.ApprovedBy yes
        && ports.standings().kin(yes.approver().subject(), author)) {
      entries.add(Entries.kin(before, yes.approver().subject(), now));
    }
    return entries;
  }

  /** A yes or no that came too late, and so ended it, is told so. */
  private static Changed answer(ChangeEvent event, StoredChange after) {
    boolean voice =
        event instanceof ChangeEvent.ApprovedBy || event instanceof ChangeEvent.DeniedBy;
    return voice
            && after.state() instanceof PolicyChange.Dropped dropped
            && dropped.why() == PolicyChange.Why.LAPSED
        ? tooLate(after.id(), "has lapsed; push again")
        : new Changed.Done(after);
  }

  private static Changed tooLate(RequestId id, String what) {
    return new Changed.Refused(Refusal.TOO_LATE, id + " " + what);
  }

  private static StoredChange after(StoredChange before, PolicyChange next) {
    return new StoredChange(next, before.version() + 1, before.files());
  }

  /**
   * Puts it in force: state, definitions, version and audit entries in one transaction, while
   * nobody else can load, and then writes the folder.
   */
  private Optional<Changed> enforce(
      StoredChange before, ChangeEvent event, Agreed agreed, Circumstances seen, Instant now) {
    if (!ports.standings().mayAct(agreed.proposal().author())) {
      return overtaken(before, "its author was disabled", now);
    }
    if (!(ports.loader().load(before.files()) instanceof Load.Loaded loaded)
        || !loaded.set().hash().equals(agreed.proposal().proposed())) {
      return overtaken(before, "its files are no longer a good policy; push again", now);
    }
    List<PolicyProblem> clashes = ports.keeper().clashes(loaded.set());
    if (!clashes.isEmpty()) {
      return overtaken(before, clashes.getFirst().message() + "; push again", now);
    }
    var policy = Entries.policy(agreed.proposal(), before.files(), loaded, now);
    List<AuditEntry> told = told(before, event, agreed, now);
    if (ports.folder().isEmpty()) {
      return overtaken(before, "policy comes from elsewhere now", now);
    }
    PolicyFolder folder = ports.folder().get();
    List<PolicyFile> base = ports.policies().current().map(LoadedPolicy::files).orElse(List.of());
    return switch (folder.replace(
        owed(before, base),
        () ->
            ports
                .keeper()
                .adopt(
                    policy,
                    agreed.proposal().base(),
                    within ->
                        ports.store().move(before, agreed, now, within, seen.sightings(), told)))) {
      case DONE -> {
        StoredChange after = ports.store().find(before.id()).orElseThrow();
        announced.announce(after);
        yield Optional.of(new Changed.Done(after));
      }
      case OTHER_FILES ->
          Optional.of(
              tooLate(
                  before.id(),
                  "cannot be put in force: the policy folder was edited; see: hoist policy check"));
      case LOST -> lost(before, now);
    };
  }

  /** Somebody else moved it, or put another set in force. */
  private Optional<Changed> lost(StoredChange before, Instant now) {
    Optional<PolicyHash> inForce = ports.policies().current().map(p -> p.set().hash());
    return inForce.equals(Optional.of(before.state().proposal().base()))
        ? Optional.empty()
        : overtaken(before, "policy changed meanwhile; push again", now);
  }

  private Optional<Changed> overtaken(StoredChange before, String why, Instant now) {
    var event = new ChangeEvent.Overtaken(why);
    return ChangeLifecycle.step(before.state(), event, now) instanceof ChangeOutcome.Step step
        ? move(before, event, step.next(), Circumstances.UNSEEN, now)
            .map(done -> tooLate(before.id(), "is over: " + why))
        : Optional.empty();
  }

  /** What is in force and not yet in the folder. */
  PolicyFolder.Owed owed(StoredChange change, List<PolicyFile> base) {
    return new PolicyFolder.Owed(
        change.id().toString(), base, change.files(), () -> written(change.id()));
  }

  private void written(RequestId id) {
    step(id, before -> new ChangeEvent.Written());
  }
}
