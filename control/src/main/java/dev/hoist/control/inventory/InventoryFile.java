package dev.hoist.control.inventory;

import dev.hoist.control.audit.AuditEntry;
import dev.hoist.control.audit.AuditTrail;
import dev.hoist.control.elevation.Registry;
import dev.hoist.control.policy.Policies;
import dev.hoist.control.policy.PolicyKeeper;
import dev.hoist.control.policy.RejectedPolicy;
import dev.hoist.control.policy.TextFile;
import dev.hoist.kernel.inventory.Inventory;
import dev.hoist.kernel.inventory.InventoryLoader.Load;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyHash;
import dev.hoist.kernel.policy.PolicyProblem;
import dev.hoist.kernel.time.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the file of registered targets. Without the file nothing is registered; whatever is wrong
 * with it, the inventory in force stays, loudly.
 */
public final class InventoryFile {
  private static final Logger LOG = LoggerFactory.getLogger(InventoryFile.class);

  private final InventoryPlace place;
  private final PolicyKeeper keeper;
  private final Policies policies;
  private final Registry registry;
  private final AuditTrail audit;
  private final TimeSource time;

  /** What was there at the last look. */
  private Optional<Found> seen = Optional.empty();

  /** What was taken or refused last. */
  private Optional<Found> last = Optional.empty();

  /** The policy because of whose names it was refused: under another one it may be good. */
  private Optional<PolicyHash> refusedBeside = Optional.empty();

  /** What is on the disk. */
  private sealed interface Found {
    record None() implements Found {}

    record Text(PolicyFile file) implements Found {}

    record Unreadable(String why) implements Found {}
  }

  public InventoryFile(
      InventoryPlace place,
      PolicyKeeper keeper,
      Policies policies,
      Registry registry,
      AuditTrail audit,
      TimeSource time) {
    this.place = place;
    this.keeper = keeper;
    this.policies = policies;
    this.registry = registry;
    this.audit = audit;
    this.time = time;
  }

  /**
   * Begins with the inventory that was in force last; call before policy is loaded. To begin
   * without would redefine every registered target, and end all that waits for one.
   */
  public synchronized void begin() {
    registry
        .lastInventory()
        .ifPresent(
            file -> {
              switch (place.loader().load(file)) {
                case Load.Loaded loaded -> keeper.begin(loaded.inventory());
                case Load.Rejected rejected -> refuse(rejected.problems());
              }
            });
  }

  /** Takes what is there now; call after policy was loaded. */
  public synchronized void load() {
    Found found = read();
    seen = Optional.of(found);
    take(found);
  }

  /**
   * Looks, and takes what has changed and was the same at the look before this one: half a file
   * that is just being written may be a good inventory with a target missing.
   */
  public synchronized void look() {
    Found found = read();
    boolean still = seen.equals(Optional.of(found));
    seen = Optional.of(found);
    if (still && (!last.equals(seen) || otherPolicy())) {
      take(found);
    }
  }

  private boolean otherPolicy() {
    return refusedBeside.isPresent() && !refusedBeside.equals(policyInForce());
  }

  private Optional<PolicyHash> policyInForce() {
    return policies.current().map(policy -> policy.set().hash());
  }

  /** A link to nothing is a mistake, and not the same as no file. */
  private Found read() {
    Path file = place.file();
    try {
      return Files.notExists(file, LinkOption.NOFOLLOW_LINKS)
          ? new Found.None()
          : new Found.Text(new PolicyFile(name(), TextFile.read(file)));
    } catch (IOException e) {
      return new Found.Unreadable(TextFile.why(e));
    }
  }

  private String name() {
    return String.valueOf(place.file().getFileName());
  }

  /** What cannot be put in force because the store is away is tried again at the next look. */
  private void take(Found found) {
    refusedBeside = Optional.empty();
    switch (found) {
      case Found.None none -> adopt(Inventory.EMPTY);
      case Found.Unreadable bad -> refuse(List.of(RejectedPolicy.unreadable(name(), bad.why())));
      case Found.Text text -> {
        switch (place.loader().load(text.file())) {
          case Load.Loaded loaded -> adopt(loaded.inventory());
          case Load.Rejected rejected -> refuse(rejected.problems());
        }
      }
    }
    last = Optional.of(found);
  }

  private void adopt(Inventory next) {
    Optional<PolicyHash> beside = policyInForce();
    List<PolicyProblem> clashes =
        next.hash().equals(keeper.inventory().hash()) ? List.of() : keeper.adopt(next);
    if (clashes.isEmpty()) {
      policies.inventory(Optional.empty());
    } else {
      refusedBeside = beside;
      refuse(clashes);
    }
  }

  private void refuse(List<PolicyProblem> problems) {
    List<String> lines = problems.stream().map(RejectedPolicy::line).toList();
    policies.inventory(Optional.of(new RejectedPolicy(problems, time.now())));
    LOG.error(
        "the changed inventory is not in force, the one before it stays: {}",
        String.join("; ", lines));
    audit.append(new AuditEntry.InventoryRejected(time.now(), lines));
  }
}
