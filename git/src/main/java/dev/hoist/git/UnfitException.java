package dev.hoist.git;

/** A commit that must not be put in force; the message says why. */
final class UnfitException extends Exception {
  private static final long serialVersionUID = 1L;

  UnfitException(String message) {
    super(message, null, false, false);
  }
}
