package dev.hoist.postgres.privilege;

/** What policy says is not in the grammar; the message says what is. */
public final class PrivilegeSyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  PrivilegeSyntaxException(String message) {
    super(message);
  }
}
