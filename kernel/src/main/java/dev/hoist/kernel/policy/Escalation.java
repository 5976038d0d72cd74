package dev.hoist.kernel.policy;

import java.time.Duration;
import java.util.Set;

/**
 * Who may approve too when a round of approvals stays open.
 *
 * @param after how long after the round opened
 * @param to the principals who join those that may approve
 */
public record Escalation(Duration after, Set<String> to) {
  public Escalation {
    if (!after.isPositive() || to.isEmpty()) {
      throw new IllegalArgumentException("an escalation goes to someone, after a while");
    }
    to = Set.copyOf(to);
  }
}
