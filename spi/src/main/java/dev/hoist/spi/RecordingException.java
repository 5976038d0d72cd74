package dev.hoist.spi;

/** What happens cannot be written down, so it must not happen (S20). */
public final class RecordingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RecordingException(String message, Throwable cause) {
    super(message, cause);
  }
}
