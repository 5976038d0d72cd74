package dev.hoist.app.demo;

import dev.hoist.app.StartException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Tells the tour step by step, with the time each one took, and remembers whether all was as told.
 */
final class Story {
  private final PrintStream out;
  private int steps;
  private int failures;

  Story(PrintStream out) {
    this.out = out;
  }

  /** A step as the world plays it; returns what is worth showing, throws when it is not as told. */
  interface Step {
    String play() throws Exception;
  }

  /** Plays one step; whether it was as told. A later step that needs it will say so by failing. */
  boolean step(String title, Step step) {
    steps++;
    long since = System.nanoTime();
    try {
      String seen = step.play();
      tell("✓", title, since);
      indent(seen);
      return true;
    } catch (Exception e) {
      failures++;
      tell("✗", title, since);
      indent(e instanceof NotAsTold ? StartException.words(e) : e.toString());
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      return false;
    }
  }

  private void tell(String mark, String title, long since) {
    Duration took = Duration.ofNanos(System.nanoTime() - since);
    out.printf(Locale.ROOT, "%s %2d  %-66s %8s%n", mark, steps, title, seconds(took));
  }

  private void indent(String seen) {
    seen.strip().lines().forEach(line -> out.println("        " + line));
  }

  static String seconds(Duration took) {
    return String.format(Locale.ROOT, "%.3f s", took.toNanos() / 1e9);
  }

  /** 0 when all was as told, 1 otherwise. */
  int end() {
    out.println();
    out.println(
        failures == 0
            ? "All " + steps + " steps were as told."
            : failures + " of " + steps + " steps were not as told.");
    return failures == 0 ? 0 : 1;
  }

  /** Something happened otherwise than the story says. */
  static final class NotAsTold extends Exception {
    private static final long serialVersionUID = 1L;

    NotAsTold(String message) {
      super(message);
    }
  }

  /** Insists that a thing is so. */
  static void expect(boolean so, String otherwise) throws NotAsTold {
    if (!so) {
      throw new NotAsTold(otherwise);
    }
  }
}
