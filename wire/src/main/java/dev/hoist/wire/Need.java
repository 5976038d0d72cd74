package dev.hoist.wire;

import java.util.List;
import java.util.Optional;

/**
 * One round of approvals.
 *
 * @param from the principals who may: {@code group:payments-leads}, {@code user:dana}
 * @param missing how many people it still needs
 * @param escalation who may too, after a while
 */
public record Need(int count, List<String> from, int missing, Optional<EscalationView> escalation) {
  public Need {
    from = List.copyOf(from);
  }

  /** A round that stays with those whom it begins with. */
  public Need(int count, List<String> from, int missing) {
    this(count, from, missing, Optional.empty());
  }
}
