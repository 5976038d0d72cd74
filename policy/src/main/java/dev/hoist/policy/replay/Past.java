package dev.hoist.policy.replay;

import dev.hoist.kernel.policy.Facts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A decision of the past.
 *
 * @param request the request that it was about; empty when the answer opened none
 * @param answer what policy said to the facts
 */
public record Past(long number, Optional<String> request, Facts facts, Answer answer) {

  /** A decision, as far as it is compared. */
  public sealed interface Answer {
    /**
     * It was given.
     *
     * @param counts how many people had to agree, round after round; empty when nobody
     */
    record Given(String rule, List<Integer> counts, Duration max) implements Answer {
      public Given {
        counts = List.copyOf(counts);
      }
    }

    /** Something had to be added or changed. */
    record Amended(String rule) implements Answer {}

    /** It was denied. */
    record Denied(Optional<String> rule, String message) implements Answer {}
  }
}
