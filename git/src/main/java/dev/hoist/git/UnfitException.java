package dev.hoist.git;

import java.io.IOException;
import java.util.Optional;

/** A commit that must not be put in force, or a place that none is taken from; it says why. */
final class UnfitException extends IOException {
  private static final long serialVersionUID = 1L;

  UnfitException(String message) {
    super(message);
  }

  UnfitException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The one that is behind something else that a library threw. */
  static Optional<UnfitException> behind(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof UnfitException unfit) {
        return Optional.of(unfit);
      }
    }
    return Optional.empty();
  }
}
