package dev.hoist.postgres.protocol.session;

import dev.hoist.postgres.protocol.codec.SqlState;
import dev.hoist.postgres.protocol.codec.Violation;
import dev.hoist.spi.RecordingException;

/**
 * How a session ends that hoist ends.
 *
 * @param hint may be empty
 * @param why for the session's end; not for the client
 */
record Ending(String sqlState, String message, String hint, String why) {
  static Ending of(Violation broken) {
    return new Ending(broken.sqlState(), broken.text(), broken.hint(), broken.text());
  }

  static Ending unrecorded(RecordingException why) {
    if (why.isFull()) {
      return new Ending(
          SqlState.LIMIT_EXCEEDED,
          why.text(),
          "Connect again: each session has a recording of its own. Load large data by COPY.",
          "its recording is full");
    }
    return new Ending(
        SqlState.CANNOT_RECORD,
        "this session cannot be recorded any more, so it ends",
        "Ask an administrator to look at the space and the rights of hoist's data folder.",
        "recording failed");
  }
}
