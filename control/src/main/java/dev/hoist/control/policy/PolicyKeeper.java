package dev.hoist.control.policy;

import dev.hoist.control.audit.AuditEntry;
import dev.hoist.control.audit.AuditTrail;
import dev.hoist.control.elevation.Registry;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyLoader;
import dev.hoist.kernel.policy.PolicyLoader.Load;
import dev.hoist.kernel.policy.PolicyOrigin;
import dev.hoist.kernel.policy.PolicyProblem;
import dev.hoist.kernel.time.TimeSource;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts policy files in force, all or nothing; whatever is wrong, the old set stays, loudly. */
public final class PolicyKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyKeeper.class);

  private final PolicyLoader loader;
  private final Policies policies;
  private final Registry registry;
  private final AuditTrail audit;
  private final TimeSource time;
  private final Runnable changed;

  /**
   * @param changed called after another set was put in force
   */
  public PolicyKeeper(
      PolicyLoader loader,
      Policies policies,
      Registry registry,
      AuditTrail audit,
      TimeSource time,
      Runnable changed) {
    this.loader = loader;
    this.policies = policies;
    this.registry = registry;
    this.audit = audit;
    this.time = time;
    this.changed = changed;
  }

  /** Returns whether the files are in force now. */
  public synchronized boolean load(List<PolicyFile> files, PolicyOrigin origin) {
    Instant now = time.now();
    return switch (loader.load(files)) {
      case Load.Loaded loaded -> {
        take(new LoadedPolicy(loaded.set(), files, loaded.problems(), origin, now), now);
        yield true;
      }
      case Load.Rejected rejected -> {
        reject(rejected.problems(), now);
        yield false;
      }
    };
  }

  /** The files cannot even be read. */
  public synchronized void unreadable(String where, String why) {
    reject(
        List.of(new PolicyProblem(PolicyProblem.Severity.ERROR, where, 0, 1, why, "", 0)),
        time.now());
  }

  /** What is in force already stays so, with whoever made it. */
  private void take(LoadedPolicy policy, Instant now) {
    policies
        .current()
        .filter(current -> current.set().hash().equals(policy.set().hash()))
        .ifPresentOrElse(policies::replace, () -> enforce(policy, now));
  }

  private void enforce(LoadedPolicy policy, Instant now) {
    List<String> redefined = registry.register(policy, now);
    policies.replace(policy);
    LOG.info(
        "policy {} of {} files is in force{}",
        policy.set().hash().hex().substring(0, 12),
        policy.files().size(),
        redefined.isEmpty() ? "" : "; redefined: " + String.join(", ", redefined));
    changed.run();
  }

  private void reject(List<PolicyProblem> problems, Instant now) {
    List<String> lines = problems.stream().map(PolicyKeeper::line).toList();
    policies.reject(new RejectedPolicy(problems, now));
    LOG.error(
        "the changed policy is not in force{}: {}",
        policies.current().isPresent() ? ", the one before it stays" : "",
        String.join("; ", lines));
    audit.append(new AuditEntry.PolicyRejected(now, lines));
  }

  private static String line(PolicyProblem problem) {
    return "%s:%d:%d %s"
        .formatted(problem.file(), problem.line(), problem.column(), problem.message());
  }
}
