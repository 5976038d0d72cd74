package dev.hoist.kernel.policy;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * One round of approvals.
 *
 * @param count how many distinct people must approve, at least 1
 * @param from the principals who may: {@code group:payments-leads}, {@code user:dana}, {@code
 *     on_call:payments}
 * @param within how long the round stays open, counted from when it opened
 * @param escalation who may too, after a while
 */
public record Stage(int count, Set<String> from, Duration within, Optional<Escalation> escalation) {
  public Stage {
    if (count < 1) {
      throw new IllegalArgumentException("a stage needs at least one approval");
    }
    if (from.isEmpty()) {
      throw new IllegalArgumentException("a stage needs someone who may approve");
    }
    if (!within.isPositive()) {
      throw new IllegalArgumentException("a stage stays open longer than nothing");
    }
    from = Set.copyOf(from);
  }

  public Stage(int count, Set<String> from, Duration within) {
    this(count, from, within, Optional.empty());
  }
}
