package dev.hoist.control.elevation;

import dev.hoist.kernel.policy.Terms;
import java.util.List;
import java.util.Optional;

/** What became of an {@link Ask}. */
public sealed interface Answer {
  /**
   * There is a request now, or there was one already under the same idempotency key.
   *
   * @param replayed whether it was there already
   */
  record Opened(Stored stored, boolean replayed) implements Answer {}

  /**
   * Policy says no.
   *
   * @param decision the number under which the decision is kept, with its facts
   * @param rule the rule that denied; empty when none matched
   */
  record Denied(long decision, Optional<String> rule, String message) implements Answer {}

  /**
   * A rule would allow it if the problems were mended.
   *
   * @param terms what the rule allows
   */
  record Amend(long decision, String rule, Terms terms, List<String> problems) implements Answer {
    public Amend {
      problems = List.copyOf(problems);
    }
  }

  /**
   * There is no such target or role.
   *
   * @param nearest names that are close, best first
   */
  record Unknown(String message, List<String> nearest) implements Answer {
    public Unknown {
      nearest = List.copyOf(nearest);
    }
  }

  /** The idempotency key was used before for something else. */
  record KeyTaken(String message) implements Answer {}
}
