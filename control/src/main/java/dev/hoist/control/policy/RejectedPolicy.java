package dev.hoist.control.policy;

import dev.hoist.kernel.policy.PolicyProblem;
import java.time.Instant;
import java.util.List;

/** Policy files that were not taken over, because of these problems. */
public record RejectedPolicy(List<PolicyProblem> problems, Instant at) {
  public RejectedPolicy {
    problems = List.copyOf(problems);
  }
}
