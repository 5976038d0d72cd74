package dev.hoist.policy.replay;

import dev.hoist.kernel.policy.Facts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
     * @param rounds who had to agree; empty when nobody
     */
    record Given(String rule, List<Round> rounds, Duration max) implements Answer {
      public Given {
        rounds = List.copyOf(rounds);
      }

      int approvals() {
        return rounds.stream().mapToInt(Round::count).sum();
      }
    }

    /** Something had to be added or changed. */
    record Amended(String rule) implements Answer {}

    /** It was denied. */
    record Denied(Optional<String> rule, String message) implements Answer {}
  }

  /** A round of approvals: so many out of these. */
  public record Round(int count, Set<String> from) {
    public Round {
      from = Set.copyOf(from);
    }
  }
}
