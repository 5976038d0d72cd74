package dev.hoist.spi;

import java.time.Duration;
import java.util.Optional;

/** Something is not known now. The message says why, in words for people, and holds no secret. */
public final class AttributeException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Optional<Duration> retryAfter;

  public AttributeException(String message) {
    super(message);
    retryAfter = Optional.empty();
  }

  public AttributeException(String message, Throwable cause) {
    super(message, cause);
    retryAfter = Optional.empty();
  }

  /**
   * @param retryAfter how long the far end wants to be left alone
   */
  public AttributeException(String message, Duration retryAfter) {
    super(message);
    this.retryAfter = Optional.of(retryAfter);
  }

  /** How long the far end wants to be left alone, if it said so. */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }

  /** The message, never absent. */
  public String words() {
    return String.valueOf(getMessage());
  }
}
