package dev.hoist.control.elevation;

import dev.hoist.control.policy.LoadedPolicy;
import dev.hoist.kernel.inventory.Inventory;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.target.Role;
import dev.hoist.kernel.target.RoleId;
import dev.hoist.kernel.target.Target;
import dev.hoist.kernel.target.TargetId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which targets and roles the names of policy stand for. A definition keeps its id as long as it
 * stays the same; a changed one under the same name is another thing with another id (S09).
 */
public interface Registry {
  Optional<Target> target(String name);

  Optional<Role> role(String target, String role);

  /** Whether both ids are still what their names stand for. */
  boolean current(TargetId target, RoleId role);

  /**
   * The targets that are, and those retired since some moment: something may have been left on
   * them.
   */
  List<Target> targetsSince(Instant moment);

  /**
   * Makes a policy's definitions the ones that names stand for, keeps the policy's text, and tells
   * the audit log; one transaction.
   *
   * @return the names whose meaning changed
   */
  List<String> register(LoadedPolicy policy, Instant now);

  /**
   * The same when another inventory is put beside the policy in force, and keeps the inventory.
   *
   * @param policy with that inventory; empty while no policy is in force
   */
  List<String> register(
      Inventory inventory, Inventory.Change change, Optional<LoadedPolicy> policy, Instant now);

  /** The file of the inventory that was in force last; empty when there never was one. */
  Optional<PolicyFile> lastInventory();
}
