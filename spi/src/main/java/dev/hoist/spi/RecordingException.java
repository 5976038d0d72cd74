package dev.hoist.spi;

/** What happens cannot be written down, so it must not happen (S20). */
public final class RecordingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean full;

  public RecordingException(String message, Throwable cause) {
    super(message, cause);
    this.full = false;
  }

  private RecordingException(String message) {
    super(message);
    this.full = true;
  }

  /** It may not grow any more; {@code message} is for the client. */
  public static RecordingException full(String message) {
    return new RecordingException(message);
  }

  /** Whether it has reached its bound, rather than failed. What is short may still be recorded. */
  public boolean isFull() {
    return full;
  }

  /** The message, which is never absent. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
