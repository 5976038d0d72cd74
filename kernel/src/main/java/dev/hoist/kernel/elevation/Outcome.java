package dev.hoist.kernel.elevation;

import java.util.List;

/** What became of an event. */
public sealed interface Outcome {
  /** The state moved; the effects are due. */
  record Step(Elevation next, List<Effect> effects) implements Outcome {
    public Step {
      effects = List.copyOf(effects);
    }
  }

  /** The event changes nothing and that is right: a repeat, or a terminal state (S13). */
  record Unchanged(Elevation state) implements Outcome {}

  /** The event is not allowed here; the message names the thing and the next move. */
  record Refused(Refusal why, String message) implements Outcome {}
}
