package dev.hoist.kernel.policy.diff;

import dev.hoist.kernel.policy.PolicyHash;
import java.util.Map;
import java.util.Set;

/**
 * Two sets of files, compared.
 *
 * @param before the hash of the one
 * @param after the hash of the other
 * @param surveyed whether it was looked at who gets what otherwise: not of sets too large for that
 * @param policies by the name of a policy, the files that it is in, before or after
 * @param targets by the name of a target, the files that list or select it, before or after
 */
public record Comparison(
    PolicyHash before,
    PolicyHash after,
    PolicyDiff diff,
    boolean surveyed,
    Map<String, Set<String>> policies,
    Map<String, Set<String>> targets) {
  public Comparison {
    policies = Map.copyOf(policies);
    targets = Map.copyOf(targets);
  }

  /** The files that a change is about; empty when that is not known. */
  public Set<String> files(Change change) {
    return policies.getOrDefault(change.policy(), Set.of());
  }

  /** The files that govern what somebody gets otherwise; empty when that is not known. */
  public Set<String> files(Reach reach) {
    return targets.getOrDefault(reach.target(), Set.of());
  }
}
