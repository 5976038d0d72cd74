package dev.hoist.kernel.policy.diff;

import java.util.List;

/**
 * Something that is defined otherwise.
 *
 * @param policy the policy it is in
 * @param what of which sort it is: {@code rule}, {@code group} …
 * @param clauses what is said otherwise; empty for something moved
 */
public record Change(String policy, String what, String name, Kind kind, List<Clause> clauses) {
  public Change {
    clauses = List.copyOf(clauses);
  }

  /** What became of it. */
  public enum Kind {
    ADDED,
    REMOVED,
    /** A rule that comes earlier or later among the others. */
    MOVED,
    CHANGED
  }

  /**
   * One key of it.
   *
   * @param before empty when it was not there
   * @param after empty when it is not there any more
   */
  public record Clause(String key, String before, String after) {}
}
