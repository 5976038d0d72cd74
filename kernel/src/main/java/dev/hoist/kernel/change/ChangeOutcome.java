package dev.hoist.kernel.change;

import dev.hoist.kernel.elevation.Refusal;

/** What an event made of a change of policy. */
public sealed interface ChangeOutcome {
  record Step(PolicyChange next) implements ChangeOutcome {}

  record Unchanged() implements ChangeOutcome {}

  /** Not allowed; the message names the thing and the next move. */
  record Refused(Refusal why, String message) implements ChangeOutcome {}
}
