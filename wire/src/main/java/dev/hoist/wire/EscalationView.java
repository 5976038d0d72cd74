package dev.hoist.wire;

import java.time.Duration;
import java.util.List;

/**
 * Who may approve too when a round stays open.
 *
 * @param after how long after the round opened
 * @param to the principals who join
 */
public record EscalationView(Duration after, List<String> to) {
  public EscalationView {
    to = List.copyOf(to);
  }
}
