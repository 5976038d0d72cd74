package dev.hoist.kernel.session;

import java.io.IOException;

/** A recording is not what was written; the message names the session and what differs. */
public final class RecordingAlteredException extends IOException {
  private static final long serialVersionUID = 1;

  public RecordingAlteredException(String message) {
    super(message);
  }
}
