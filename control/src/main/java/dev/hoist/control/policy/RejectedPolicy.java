package dev.hoist.control.policy;

import dev.hoist.kernel.policy.PolicyProblem;
import java.time.Instant;
import java.util.List;

/** Files that were not put in force, and why. */
public record RejectedPolicy(List<PolicyProblem> problems, Instant at) {
  public RejectedPolicy {
    problems = List.copyOf(problems);
  }

  /** What cannot even be read. */
  public static PolicyProblem unreadable(String where, String why) {
    return new PolicyProblem(PolicyProblem.Severity.ERROR, where, 0, 1, why, "", 0);
  }

  /** A problem on one line: {@code orders.yaml:3:5 unknown key …}. */
  public static String line(PolicyProblem problem) {
    return "%s:%d:%d %s"
        .formatted(problem.file(), problem.line(), problem.column(), problem.message());
  }
}
