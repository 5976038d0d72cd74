package dev.hoist.kernel.policy;

/**
 * Where something is written.
 *
 * @param line from 1
 * @param column from 1
 */
public record Place(String file, int line, int column) {
  /** {@code orders.yaml:3:5}. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
