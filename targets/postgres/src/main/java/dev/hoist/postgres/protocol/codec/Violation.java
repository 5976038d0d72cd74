package dev.hoist.postgres.protocol.codec;

/**
 * A peer broke the protocol or a bound of ours, or cannot be served. Never leaves the protocol's
 * rooms: the session answers with FATAL and ends. Carries no stack trace, for it is told about a
 * peer, not about us.
 */
public final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String sqlState;
  private final String hint;

  public Violation(String sqlState, String message, String hint) {
    super(message, null, false, false);
    this.sqlState = sqlState;
    this.hint = hint;
  }

  public Violation(String sqlState, String message) {
    this(sqlState, message, "");
  }

  /** A violation of the protocol proper. */
  public Violation(String message) {
    this(SqlState.PROTOCOL_VIOLATION, message);
  }

  public String sqlState() {
    return sqlState;
  }

  /** The next move; may be empty. */
  public String hint() {
    return hint;
  }

  /** The message, which is never absent. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
