package dev.hoist.policy.cel;

/**
 * What is wrong with a condition.
 *
 * @param offset where in its text, in code points from 0
 * @param width how many code points are meant
 */
public record Fault(int offset, int width, String message) {
  public Fault {
    offset = Math.max(0, offset);
    width = Math.max(1, width);
  }
}
