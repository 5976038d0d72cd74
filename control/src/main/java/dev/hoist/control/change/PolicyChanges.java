package dev.hoist.control.change;

import dev.hoist.control.Page;
import dev.hoist.control.audit.AuditEntry;
import dev.hoist.control.audit.AuditTrail;
import dev.hoist.control.change.Proposed.Why;
import dev.hoist.control.elevation.Changes;
import dev.hoist.control.facts.Circumstances;
import dev.hoist.control.policy.LoadedPolicy;
import dev.hoist.control.policy.Policies;
import dev.hoist.control.policy.PolicyFolder;
import dev.hoist.control.policy.PolicyKeeper;
import dev.hoist.control.policy.PolicyLog;
import dev.hoist.kernel.change.ChangeEvent;
import dev.hoist.kernel.change.ChangeLifecycle;
import dev.hoist.kernel.change.ChangeOutcome;
import dev.hoist.kernel.change.Consent;
import dev.hoist.kernel.change.PolicyChange;
import dev.hoist.kernel.change.PolicyChange.Agreed;
import dev.hoist.kernel.change.PolicyChange.Pending;
import dev.hoist.kernel.change.Proposal;
import dev.hoist.kernel.change.Touched;
import dev.hoist.kernel.elevation.Approver;
import dev.hoist.kernel.elevation.Digest;
import dev.hoist.kernel.elevation.Refusal;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyHash;
import dev.hoist.kernel.policy.PolicyLoader;
import dev.hoist.kernel.policy.PolicyLoader.Load;
import dev.hoist.kernel.policy.PolicyOrigin;
import dev.hoist.kernel.policy.PolicyProblem;
import dev.hoist.kernel.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Everything that people do to change the policy. */
public final class PolicyChanges {
  /** How long a change waits for its owners. */
  static final Duration LIFE = Duration.ofDays(7);

  private static final int MOST_PENDING = 50;
  private static final int MOST_PENDING_OF_ONE = 3;
  private static final int MOST_RACES = 100;

  private final Ports ports;
  private final Changes<StoredChange> announced = new Changes<>();
  private final Set<SubjectId> rehearsing = ConcurrentHashMap.newKeySet();

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
  }

  /** Proposes files as the whole policy. */
  public Proposed push(Subject author, List<PolicyFile> files, Optional<String> reason) {
    return rehearsed(author, files)
        .orElseGet(() -> propose(author, PolicyOrigin.Way.PUSH, files, reason));
  }

  /** Proposes a set that was in force before. */
  public Proposed rollback(Subject author, PolicyHash hash, Optional<String> reason) {
    Optional<List<PolicyFile>> files = ports.log().files(hash);
    return files.isEmpty()
        ? new Proposed.Refused(
            Why.UNKNOWN,
            List.of("no policy with the hash " + hash + " was ever in force"),
            "see those that were with: hoist policy log")
        : rehearsed(author, files.get())
            .orElseGet(() -> propose(author, PolicyOrigin.Way.ROLLBACK, files.get(), reason));
  }

  /** Runs the tests in files, which is work: one push of a person at a time, and nobody waits. */
  private Optional<Proposed> rehearsed(Subject author, List<PolicyFile> files) {
    if (!rehearsing.add(author.person())) {
      return Optional.of(
          refused(
              Why.TOO_MANY, "the tests of another push of yours still run", "push again later"));
    }
    try {
      List<String> failed = ports.loader().rehearse(files);
      return failed.isEmpty()
          ? Optional.empty()
          : Optional.of(new Proposed.Refused(Why.UNFIT, failed, "see: hoist policy test FOLDER"));
    } finally {
      rehearsing.remove(author.person());
    }
  }

  /** One at a time: checking files is work. */
  private synchronized Proposed propose(
      Subject author, PolicyOrigin.Way way, List<PolicyFile> files, Optional<String> reason) {
    Optional<LoadedPolicy> base = ports.policies().current();
    if (ports.folder().isEmpty()) {
      return refused(
          Why.ELSEWHERE,
          "this server's policy comes from a Git repository",
          "change it there: open a pull request");
    }
    if (base.isEmpty() || !inForce(ports.folder().get(), base.get())) {
      return refused(
          Why.NOT_NOW,
          "the policy folder holds files that are not in force",
          "mend them on the server first; see: hoist doctor, hoist policy check");
    }
    if (tooMany(author)) {
      return refused(
          Why.TOO_MANY,
          "too many changes of policy wait already",
          "withdraw one of yours with: hoist request cancel R-7");
    }
    List<String> named = FileNames.problems(files);
    if (!named.isEmpty()) {
      return new Proposed.Refused(Why.UNFIT, named, "rename or mend the files");
    }
    return switch (ports.loader().load(files)) {
      case Load.Rejected bad ->
          new Proposed.Refused(Why.UNFIT, lines(bad.problems()), "see: hoist policy check FOLDER");
      case Load.Loaded good -> {
        List<PolicyProblem> clashes = ports.keeper().clashes(good.set());
        yield clashes.isEmpty()
            ? open(author, way, base.get(), good, files, reason)
            : new Proposed.Refused(Why.UNFIT, lines(clashes), "see: hoist target ls");
      }
    };
  }

  private static Proposed refused(Why why, String problem, String next) {
    return new Proposed.Refused(why, List.of(problem), next);
  }

  private static boolean inForce(PolicyFolder folder, LoadedPolicy loaded) {
    return folder.holds(loaded.files());
  }

  private boolean tooMany(Subject author) {
    List<StoredChange> pending = pending();
    long own =
        pending.stream()
            .filter(c -> c.state().proposal().author().person().equals(author.person()))
            .count();
    return own >= MOST_PENDING_OF_ONE || pending.size() >= MOST_PENDING;
  }

  private static List<String> lines(List<PolicyProblem> problems) {
    return problems.stream()
        .filter(p -> p.severity() == PolicyProblem.Severity.ERROR)
        .limit(20)
        .map(p -> "%s:%d:%d %s".formatted(p.file(), p.line(), p.column(), p.message()))
        .toList();
  }

  private Proposed open(
      Subject author,
      PolicyOrigin.Way way,
      LoadedPolicy base,
      Load.Loaded good,
      List<PolicyFile> files,
      Optional<String> reason) {
    List<Touched> touched = new Touching(base.set()).between(base.files(), files);
    if (touched.isEmpty() || good.set().hash().equals(base.set().hash())) {
      return refused(Why.UNFIT, "that is the policy in force already", "nothing is to be done");
    }
    Instant now = ports.time().now();
    var proposal =
        new Proposal(
            ports.store().newRequest(),
            author,
            way,
            base.set().hash(),
            good.set().hash(),
            touched,
            reason,
            now,
            now.plus(LIFE));
    var first = new StoredChange(new Pending(proposal, List.of()), 1, files);
    ports.store().open(first, now, List.of(new AuditEntry.PolicyProposed(now, proposal)));
    return new Proposed.Opened(first);
  }

  public Optional<StoredChange> find(RequestId id) {
    Optional<StoredChange> found = ports.store().find(id);
    if (found.filter(c -> c.state() instanceof Pending).isPresent()) {
      step(id, before -> new ChangeEvent.TimePassed());
      return ports.store().find(id);
    }
    return found;
  }

  /** Those that this subject may decide on now, oldest first, without their files. */
  public List<StoredChange> inbox(Subject approver) {
    List<StoredChange> pending = pending();
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
        step(change.id(), before -> new ChangeEvent.TimePassed());
      }
    }
  }

  /** Where each committed step is announced. */
  public Changes<StoredChange> announced() {
    return announced;
  }

  private List<StoredChange> pending() {
    Instant now = ports.time().now();
    return ports.store().pending().stream()
        .filter(c -> now.isBefore(c.state().proposal().lapsesAt()))
        .toList();
  }

  /** Says yes to what has this digest; the last yes that is needed puts it in force. */
  public Changed approve(RequestId id, Subject by, Digest shown, String note) {
    Circumstances seen = look(id);
    return step(
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
    return step(
        id, seen, before -> new ChangeEvent.DeniedBy(ports.standings().approver(by, seen), note));
  }

  public Changed withdraw(RequestId id, Subject by) {
    return step(id, before -> new ChangeEvent.WithdrawnBy(by));
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
        step(change.id(), before -> stale());
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
      ports.folder().ifPresent(folder -> folder.owe(owed(change, base)));
    }
  }

  private PolicyFolder.Owed owed(StoredChange change, List<PolicyFile> base) {
    return new PolicyFolder.Owed(
        change.id().toString(), base, change.files(), () -> written(change.id()));
  }

  private void written(RequestId id) {
    step(id, before -> new ChangeEvent.Written());
  }

  private Changed step(RequestId id, Function<StoredChange, ChangeEvent> event) {
    return step(id, Circumstances.UNSEEN, event);
  }

  private Changed step(
      RequestId id, Circumstances seen, Function<StoredChange, ChangeEvent> event) {
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
}
