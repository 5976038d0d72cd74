package dev.hoist.spi;

import java.util.List;
import java.util.Optional;

/** One entry of a session's recording. The recorder adds the time. */
public sealed interface Recorded {
  /**
   * The client sent a statement; recorded before it is forwarded.
   *
   * @param number counts the session's statements from 1
   * @param text what the client wrote
   * @param parameters bound values in order, as text where the type is known to be text, else as
   *     {@code \x…} hex; absent for SQL NULL
   * @param truncated whether text or parameters were longer than the recording keeps
   */
  record Statement(long number, String text, List<Optional<String>> parameters, boolean truncated)
      implements Recorded {
    public Statement {
      parameters = List.copyOf(parameters);
    }
  }

  /**
   * How a statement ended.
   *
   * @param outcome the target's own words: {@code UPDATE 1}, {@code ERROR 42501: permission denied
   *     …}
   * @param rows rows sent to the client
   * @param bytes bytes sent to the client
   */
  record Outcome(long number, boolean ok, String outcome, long rows, long bytes)
      implements Recorded {}

  /** Bytes that are data of a statement: COPY in. */
  record Data(long number, long bytes, String sha256) implements Recorded {}

  /** Something worth knowing: a cancel, a warning, a cut. */
  record Note(String text) implements Recorded {}
}
