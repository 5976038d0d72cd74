package dev.hoist.kernel.policy;

import java.util.List;

/**
 * A decision and how it came about.
 *
 * @param rules what became of each rule that could have been about the role, in the order in which
 *     they were looked at: denials first
 */
public record Explanation(Decision decision, List<Finding> rules) {
  public Explanation {
    rules = List.copyOf(rules);
  }

  /**
   * What became of one rule.
   *
   * @param file the file it is in
   * @param line where it is there
   * @param why the clause that failed, and with what; empty for a rule that decided
   */
  public record Finding(
      String rule, String file, int line, boolean denies, Verdict verdict, String why) {}

  /** How a rule came out. */
  public enum Verdict {
    /** It matched and decided. */
    DECIDED,
    /** A clause does not hold. */
    FAILED,
    /** A clause could not be told for something unknown: no match for an allowance. */
    UNKNOWN,
    /** An earlier rule had decided. */
    NOT_REACHED
  }
}
