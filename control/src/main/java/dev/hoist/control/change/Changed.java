package dev.hoist.control.change;

import dev.hoist.kernel.elevation.Refusal;

/** What became of a command on a change of policy. */
public sealed interface Changed {
  record Done(StoredChange change) implements Changed {}

  /** Not allowed; the message names the thing and the next move. */
  record Refused(Refusal why, String message) implements Changed {}

  /** There is no such change. */
  record NotFound() implements Changed {}
}
