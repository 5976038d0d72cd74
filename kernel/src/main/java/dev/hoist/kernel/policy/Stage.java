package dev.hoist.kernel.policy;

import java.time.Duration;
import java.util.Set;

/**
 * One round of approvals.
 *
 * @param count how many distinct people must approve, at least 1
 * @param from the principals who may: {@code group:payments-leads}, {@code user:dana}
 * @param within how long the round stays open, counted from when it opened
 */
public record Stage(int count, Set<String> from, Duration within) {
  public Stage {
    if (count < 1) {
      throw new IllegalArgumentException("a stage needs at least one approval");
    }
    if (from.isEmpty()) {
      throw new IllegalArgumentException("a stage needs someone who may approve");
    }
    from = Set.copyOf(from);
  }
}
