package dev.hoist.simulator;

/** Something that must always hold did not. */
final class Violation extends AssertionError {
  private static final long serialVersionUID = 1L;

  Violation(String invariant, String what) {
    super(invariant + ": " + what);
  }

  static void unless(boolean holds, String invariant, String what) {
    if (!holds) {
      throw new Violation(invariant, what);
    }
  }
}
