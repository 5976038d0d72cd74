package dev.hoist.spi;

/** A target could not be prepared, cleaned or read. The message never holds a secret. */
public final class ConnectorException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What to make of it. */
  public enum Kind {
    /** The target does not answer; later may go better. */
    UNREACHABLE,
    /** The target answered no: wrong password, missing right, unknown object. */
    REFUSED
  }

  private final Kind kind;

  public ConnectorException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public ConnectorException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
