package dev.hoist.policy.cel;

import java.util.function.Supplier;

/**
 * What conditions may cost: a work lends to its parts from what is left of its own. Counted in
 * steps, never in time, so that the same question has the same answer on any machine; a step is
 * some tens of nanoseconds at most. One account for each thread.
 */
public final class Effort {
  /** Of one condition: well below a second. */
  static final long CONDITION = 5_000_000;

  /** Of all the conditions that one decision looks at. */
  public static final long DECISION = 4 * CONDITION;

  /** Of all the tests of a set: some seconds. */
  public static final long TESTS = 10 * DECISION;

  private static final ThreadLocal<Effort> OF_THREAD = ThreadLocal.withInitial(Effort::new);

  private long left = Long.MAX_VALUE;

  private Effort() {}

  /**
   * Ends an evaluation. An error, because the language takes exceptions for values and would go on:
   * {@code cannot be told || true} is true.
   */
  static final class Spent extends Error {
    private Spent() {
      super("it takes too long", null, false, false);
    }
  }

  /** Does a work that may cost so many steps, and no more than is left of the one it is part of. */
  public static <T> T within(long steps, Supplier<T> work) {
    Effort effort = OF_THREAD.get();
    long before = effort.left;
    long lent = Math.min(before, steps);
    effort.left = lent;
    try {
      return work.get();
    } finally {
      effort.left = before - (lent - effort.left);
    }
  }

  /** Whether nothing is left of the work under way. */
  public static boolean spent() {
    return OF_THREAD.get().left <= 0;
  }

  /** Counts what is done outside of conditions, and is not to be broken off. */
  public static void count(long steps) {
    OF_THREAD.get().left -= steps;
  }

  /** Counts steps of a condition, which ends when there are none left. */
  static void spend(long steps) {
    Effort effort = OF_THREAD.get();
    effort.left -= steps;
    if (effort.left <= 0) {
      throw new Spent();
    }
  }

  /** What it costs to look at a text. */
  static long of(String text) {
    return 1L + text.length() / 32;
  }
}
