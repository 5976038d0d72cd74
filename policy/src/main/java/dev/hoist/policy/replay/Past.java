package dev.hoist.policy.replay;

import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.Stage;
import dev.hoist.kernel.policy.Terms;
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
    /** It was given. */
    record Given(String rule, Kept terms) implements Answer {
      int approvals() {
        return terms.terms().stages().stream().mapToInt(Stage::count).sum();
      }
    }

    /** Something had to be added or changed. */
    record Amended(String rule, Kept terms) implements Answer {}

    /** It was denied. */
    record Denied(Optional<String> rule, String message) implements Answer {}
  }

  /**
   * Terms as they were kept.
   *
   * @param ask whether they hold what a request had to come with; the oldest do not
   */
  public record Kept(Terms terms, boolean ask) {}
}
