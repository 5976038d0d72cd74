package dev.hoist.control.change;

import dev.hoist.control.audit.AuditEntry;
import dev.hoist.control.change.Proposed.Why;
import dev.hoist.control.policy.LoadedPolicy;
import dev.hoist.control.policy.PolicyFolder;
import dev.hoist.kernel.change.PolicyChange.Pending;
import dev.hoist.kernel.change.Proposal;
import dev.hoist.kernel.change.Touched;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyHash;
import dev.hoist.kernel.policy.PolicyLoader.Load;
import dev.hoist.kernel.policy.PolicyOrigin;
import dev.hoist.kernel.policy.PolicyProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How a change of policy begins: files are checked, and wait for their owners. */
final class Proposing {
  /** How long a change waits for its owners. */
  static final Duration LIFE = Duration.ofDays(7);

  private static final int MOST_PENDING = 50;
  private static final int MOST_PENDING_OF_ONE = 3;

  private final PolicyChanges.Ports ports;
  private final Set<SubjectId> rehearsing = ConcurrentHashMap.newKeySet();

  Proposing(PolicyChanges.Ports ports) {
    this.ports = ports;
  }

  /** Proposes files as the whole policy. */
  Proposed push(Subject author, List<PolicyFile> files, Optional<String> reason) {
    return rehearsed(author, files)
        .orElseGet(() -> propose(author, PolicyOrigin.Way.PUSH, files, reason));
  }

  /** Proposes a set that was in force before. */
  Proposed rollback(Subject author, PolicyHash hash, Optional<String> reason) {
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

  /** Those that may still be decided on, oldest first, without their files. */
  List<StoredChange> pending() {
    Instant now = ports.time().now();
    return ports.store().pending().stream()
        .filter(c -> now.isBefore(c.state().proposal().lapsesAt()))
        .toList();
  }
}
