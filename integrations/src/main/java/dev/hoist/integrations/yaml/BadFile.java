package dev.hoist.integrations.yaml;

/** A file is wrong. The message begins with the place and says what would be right. */
public final class BadFile extends Exception {
  private static final long serialVersionUID = 1L;

  BadFile(String message) {
    super(message);
  }

  BadFile(String message, Throwable cause) {
    super(message, cause);
  }

  /** The message, never absent. */
  public String words() {
    return String.valueOf(getMessage());
  }
}
