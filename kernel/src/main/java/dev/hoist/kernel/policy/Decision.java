package dev.hoist.kernel.policy;

import java.util.List;
import java.util.Optional;

/** What policy says to one set of facts. Each case names the rule that decided. */
public sealed interface Decision {
  /** The rule matched and everything it asks for is there. */
  record Allowed(String rule, Terms terms) implements Decision {}

  /**
   * The rule matched, but the request lacks something or exceeds a limit; each problem says what to
   * do.
   */
  record Amend(String rule, Terms terms, List<String> problems) implements Decision {
    public Amend {
      problems = List.copyOf(problems);
    }
  }

  /** A rule denied, or none matched ({@code rule} empty). */
  record Denied(Optional<String> rule, String message) implements Decision {}
}
