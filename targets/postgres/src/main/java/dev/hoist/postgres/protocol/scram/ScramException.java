package dev.hoist.postgres.protocol.scram;

/** The target's side of the exchange is not what SCRAM says it must be. Never holds a secret. */
public final class ScramException extends Exception {
  private static final long serialVersionUID = 1L;

  ScramException(String message) {
    super(message);
  }

  /** The message, which is never absent. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
