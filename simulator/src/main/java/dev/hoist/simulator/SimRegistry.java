package dev.hoist.simulator;

import dev.hoist.control.elevation.Registry;
import dev.hoist.control.policy.LoadedPolicy;
import dev.hoist.kernel.inventory.Inventory;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.target.Role;
import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.kernel.target.RoleId;
import dev.hoist.kernel.target.Target;
import dev.hoist.kernel.target.TargetDefinition;
import dev.hoist.kernel.target.TargetId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Which names stand for what; in the simulated store. */
final class SimRegistry implements Registry {
  private final SimStore store;
  private final Map<String, Target> targets = new HashMap<>();
  private final Map<String, Role> roles = new HashMap<>();
  private final List<Target> every = new ArrayList<>();
  private long ids;

  SimRegistry(SimStore store) {
    this.store = store;
  }

  @Override
  public Optional<Target> target(String name) {
    store.enter();
    return Optional.ofNullable(targets.get(name));
  }

  @Override
  public Optional<Role> role(String target, String role) {
    store.enter();
    return Optional.ofNullable(roles.get(target));
  }

  @Override
  public boolean current(TargetId target, RoleId role) {
    store.enter();
    return isCurrent(target, role);
  }

  /** As {@link #current}, for whoever looks on from outside. */
  boolean isCurrent(TargetId target, RoleId role) {
    return targets.values().stream().anyMatch(t -> t.id().equals(target))
        && roles.values().stream().anyMatch(r -> r.id().equals(role));
  }

  @Override
  public List<Target> targetsSince(Instant moment) {
    store.enter();
    return List.copyOf(every);
  }

  @Override
  public List<String> register(LoadedPolicy policy, Instant now) {
    for (TargetDefinition wanted : policy.targets()) {
      if (!targets.containsKey(wanted.name())) {
        var target = new Target(new TargetId(fresh()), wanted);
        targets.put(wanted.name(), target);
        every.add(target);
      }
    }
    for (RoleDefinition wanted : policy.roles()) {
      Role old = roles.get(wanted.target());
      if (old == null || !old.definition().equals(wanted)) {
        roles.put(wanted.target(), new Role(new RoleId(fresh()), wanted));
      }
    }
    return List.of();
  }

  @Override
  public List<String> register(
      Inventory inventory, Inventory.Change change, Optional<LoadedPolicy> policy, Instant now) {
    return policy.map(p -> register(p, now)).orElse(List.of());
  }

  @Override
  public Optional<PolicyFile> lastInventory() {
    return Optional.empty();
  }

  private UUID fresh() {
    return new UUID(1, ++ids);
  }
}
