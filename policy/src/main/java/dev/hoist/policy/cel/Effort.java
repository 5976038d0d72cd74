package dev.hoist.policy.cel;

/** What one evaluation may cost besides its loops. One for each thread, begun anew by each. */
final class Effort {
  /** Characters looked at, times the size of the pattern: well below a second. */
  private static final long MOST = 5_000_000;

  private static final ThreadLocal<Effort> OF_THREAD = ThreadLocal.withInitial(Effort::new);

  private long spent;

  private Effort() {}

  static void begin() {
    OF_THREAD.get().spent = 0;
  }

  /** Ends the evaluation when it would cost too much: it cannot be told then. */
  static void spend(long steps) {
    Effort effort = OF_THREAD.get();
    effort.spent += steps;
    if (effort.spent > MOST) {
      throw new UnknownFact("what takes too long to match");
    }
  }
}
