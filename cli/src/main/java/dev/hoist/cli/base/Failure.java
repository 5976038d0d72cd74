package dev.hoist.cli.base;

/** Ends a command: what went wrong, what to do next, and the exit code. */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int exit;
  private final String next;

  /**
   * @param message what went wrong, naming the thing
   * @param next what to do about it; empty when the message says it all
   */
  public Failure(int exit, String message, String next) {
    super(message);
    this.exit = exit;
    this.next = next;
  }

  public static Failure error(String message, String next) {
    return new Failure(Exit.ERROR, message, next);
  }

  public static Failure usage(String message, String next) {
    return new Failure(Exit.USAGE, message, next);
  }

  public int exit() {
    return exit;
  }

  public String next() {
    return next;
  }

  /** What went wrong; never null, unlike the inherited one. */
  public String what() {
    return String.valueOf(getMessage());
  }
}
