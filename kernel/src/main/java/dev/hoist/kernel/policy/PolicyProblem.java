package dev.hoist.kernel.policy;

/**
 * Something wrong in a policy file.
 *
 * @param line from 1; 0 when the problem is the file as a whole
 * @param column from 1
 * @param message what is wrong and what would be right
 * @param excerpt the line concerned, as written; empty when there is none
 * @param width how many characters from {@code column} are concerned
 */
public record PolicyProblem(
    Severity severity,
    String file,
    int line,
    int column,
    String message,
    String excerpt,
    int width) {
  /** An error keeps the whole set from loading; a warning does not. */
  public enum Severity {
    ERROR,
    WARNING
  }
}
