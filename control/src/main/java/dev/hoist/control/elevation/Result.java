package dev.hoist.control.elevation;

import dev.hoist.kernel.elevation.Refusal;

/** What became of a command on an elevation. */
public sealed interface Result {
  /**
   * It is so, and committed.
   *
   * @param changed false when it was so already
   */
  record Done(Stored stored, boolean changed) implements Result {}

  /** Not allowed; the message names the thing and the next move. */
  record Refused(Refusal why, String message) implements Result {}

  /** There is no such request. */
  record NotFound(String message) implements Result {}
}
