package dev.hoist.kernel.policy;

import java.time.Duration;
import java.util.List;

/**
 * On which terms a rule allows a role.
 *
 * @param max the longest grant
 * @param stages the rounds of approval, in order; empty means granted at once
 */
public record Terms(Duration max, List<Stage> stages) {
  public Terms {
    if (!max.isPositive()) {
      throw new IllegalArgumentException("a grant lasts longer than nothing");
    }
    stages = List.copyOf(stages);
  }
}
