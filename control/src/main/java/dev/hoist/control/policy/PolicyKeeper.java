package dev.hoist.control.policy;

import dev.hoist.control.audit.AuditEntry;
import dev.hoist.control.audit.AuditTrail;
import dev.hoist.control.elevation.Registry;
import dev.hoist.kernel.inventory.Inventory;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyHash;
import dev.hoist.kernel.policy.PolicyLoader;
import dev.hoist.kernel.policy.PolicyLoader.Load;
import dev.hoist.kernel.policy.PolicyOrigin;
import dev.hoist.kernel.policy.PolicyProblem;
import dev.hoist.kernel.policy.PolicySet;
import dev.hoist.kernel.time.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
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
  private Inventory inventory = Inventory.EMPTY;

  /** Files that are good but for names that are registered too: another inventory may free them. */
  private Optional<PolicyLog.Kept> clashing = Optional.empty();

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
    clashing = Optional.empty();
    return switch (loader.load(files)) {
      case Load.Loaded loaded -> {
        List<PolicyProblem> clashes = clashes(loaded.set());
        if (!clashes.isEmpty()) {
          clashing = Optional.of(new PolicyLog.Kept(files, origin));
          reject(clashes, now);
          yield false;
        }
        take(new LoadedPolicy(loaded.set(), files, loaded.problems(), origin, now, inventory), now);
        yield true;
      }
      case Load.Rejected rejected -> {
        reject(rejected.problems(), now);
        yield false;
      }
    };
  }

  /**
   * Puts a set in force if it is a change of the one that is.
   *
   * @param commit runs what it is given in a transaction, and says whether it was committed
   * @return whether it is in force now
   */
  public synchronized boolean adopt(
      LoadedPolicy policy, PolicyHash base, Predicate<Runnable> commit) {
    boolean still =
        policies.current().filter(current -> current.set().hash().equals(base)).isPresent();
    List<String> redefined = new ArrayList<>();
    LoadedPolicy paired = policy.with(inventory);
    if (!still
        || !clashes(policy.set()).isEmpty()
        || !commit.test(() -> redefined.addAll(registry.register(paired, paired.loadedAt())))) {
      return false;
    }
    clashing = Optional.empty();
    inForce(paired, redefined);
    return true;
  }

  /** What keeps a set from being put in force beside the inventory that is: names in both. */
  public synchronized List<PolicyProblem> clashes(PolicySet set) {
    return Clashes.inPolicy(set, inventory);
  }

  /** Begins with the inventory that was in force last, before any policy is loaded. */
  public synchronized void begin(Inventory last) {
    inventory = last;
  }

  /** The inventory in force. */
  public synchronized Inventory inventory() {
    return inventory;
  }

  /**
   * Puts an inventory in force beside the policy that is, and then files that waited for names to
   * be free.
   *
   * @return what keeps it from that; empty when it is in force
   */
  public synchronized List<PolicyProblem> adopt(Inventory next) {
    Optional<LoadedPolicy> current = policies.current();
    List<PolicyProblem> clashes =
        current.map(policy -> Clashes.inInventory(policy.set(), next)).orElse(List.of());
    if (!clashes.isEmpty()) {
      return clashes;
    }
    Inventory.Change change = next.since(inventory);
    Optional<LoadedPolicy> paired = current.map(policy -> policy.with(next));
    List<String> redefined = registry.register(next, change, paired, time.now());
    inventory = next;
    LOG.info(
        "an inventory of {} targets is in force; added {}, removed {}, changed {}{}",
        next.byName().size(),
        change.added().size(),
        change.removed().size(),
        change.changed().size(),
        redefined.isEmpty() ? "" : "; redefined: " + String.join(", ", redefined));
    paired.ifPresent(policies::pair);
    if (!change.isNone() || !redefined.isEmpty()) {
      tell();
    }
    clashing.ifPresent(this::retry);
    return List.of();
  }

  /** The inventory is in force whatever comes of this. */
  private void retry(PolicyLog.Kept waiting) {
    try {
      load(waiting.files(), waiting.origin());
    } catch (RuntimeException e) {
      clashing = Optional.of(waiting);
      LOG.error("the policy whose names are free now could not be put in force", e);
    }
  }

  /** Begins with what was in force last; why the newer files are not in force stays told. */
  public synchronized void resume(Optional<PolicyLog.Kept> last) {
    Optional<RejectedPolicy> problem = policies.lastProblem();
    Optional<PolicyLog.Kept> waiting = clashing;
    if (last.isEmpty()) {
      LOG.error("no policy was ever in force: everything is denied until its files are mended");
    } else if (load(last.get().files(), last.get().origin())) {
      problem.ifPresent(policies::reject);
      clashing = waiting;
      LOG.error("begun with the policy that was in force last, until its files are mended");
    }
  }

  /** The files cannot even be read. */
  public synchronized void unreadable(String where, String why) {
    clashing = Optional.empty();
    reject(List.of(RejectedPolicy.unreadable(where, why)), time.now());
  }

  /** What is in force already stays so, with whoever made it. */
  private void take(LoadedPolicy policy, Instant now) {
    policies
        .current()
        .filter(current -> current.set().hash().equals(policy.set().hash()))
        .ifPresentOrElse(policies::replace, () -> enforce(policy, now));
  }

  private void enforce(LoadedPolicy policy, Instant now) {
    inForce(policy, registry.register(policy, now));
  }

  private void inForce(LoadedPolicy policy, List<String> redefined) {
    policies.replace(policy);
    LOG.info(
        "policy {} of {} files is in force{}",
        policy.set().hash().hex().substring(0, 12),
        policy.files().size(),
        redefined.isEmpty() ? "" : "; redefined: " + String.join(", ", redefined));
    tell();
  }

  /** The set is in force whatever comes of this; each grant is checked again before it is given. */
  private void tell() {
    try {
      changed.run();
    } catch (RuntimeException e) {
      LOG.error("what waits could not be decided again by the new policy", e);
    }
  }

  private void reject(List<PolicyProblem> problems, Instant now) {
    List<String> lines = problems.stream().map(RejectedPolicy::line).toList();
    policies.reject(new RejectedPolicy(problems, now));
    LOG.error(
        "the changed policy is not in force{}: {}",
        policies.current().isPresent() ? ", the one before it stays" : "",
        String.join("; ", lines));
    audit.append(new AuditEntry.PolicyRejected(now, lines));
  }
}
