package dev.hoist.control.policy;

import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyOrigin;
import dev.hoist.kernel.policy.PolicyProblem;
import dev.hoist.kernel.policy.PolicySet;
import java.time.Instant;
import java.util.List;

/** A policy set in force, and where it came from. */
public record LoadedPolicy(
    PolicySet set,
    List<PolicyFile> files,
    List<PolicyProblem> warnings,
    PolicyOrigin origin,
    Instant loadedAt) {
  public LoadedPolicy {
    files = List.copyOf(files);
    warnings = List.copyOf(warnings);
  }
}
