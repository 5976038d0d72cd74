package dev.hoist.control.policy;

import dev.hoist.kernel.inventory.Inventory;
import dev.hoist.kernel.inventory.Registered;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyOrigin;
import dev.hoist.kernel.policy.PolicyProblem;
import dev.hoist.kernel.policy.PolicySet;
import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.kernel.target.TargetDefinition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A policy set in force, where it came from, and the inventory beside it. What is decided is
 * decided on one such pair.
 *
 * @param inventory registers no name that the set gives to something
 */
public record LoadedPolicy(
    PolicySet set,
    List<PolicyFile> files,
    List<PolicyProblem> warnings,
    PolicyOrigin origin,
    Instant loadedAt,
    Inventory inventory) {
  public LoadedPolicy {
    files = List.copyOf(files);
    warnings = List.copyOf(warnings);
  }

  /** Nothing is registered beside it. */
  public LoadedPolicy(
      PolicySet set,
      List<PolicyFile> files,
      List<PolicyProblem> warnings,
      PolicyOrigin origin,
      Instant loadedAt) {
    this(set, files, warnings, origin, loadedAt, Inventory.EMPTY);
  }

  /** The same beside another inventory. */
  public LoadedPolicy with(Inventory other) {
    return new LoadedPolicy(set, files, warnings, origin, loadedAt, other);
  }

  /** Every target there is: listed in policy files, or registered. */
  public List<TargetDefinition> targets() {
    return Stream.concat(set.targets().stream(), registered()).toList();
  }

  public Optional<TargetDefinition> target(String name) {
    return inventory
        .find(name)
        .map(Registered::definition)
        .or(() -> set.targets().stream().filter(t -> t.name().equals(name)).findFirst());
  }

  /** Every role on every target. */
  public List<RoleDefinition> roles() {
    return Stream.concat(
            set.roles().stream(), registered().flatMap(target -> set.rolesOn(target).stream()))
        .toList();
  }

  private Stream<TargetDefinition> registered() {
    return inventory.targets().stream().map(Registered::definition);
  }
}
