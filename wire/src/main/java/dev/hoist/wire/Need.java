package dev.hoist.wire;

import java.util.List;

/**
 * One round of approvals.
 *
 * @param from the principals who may: {@code group:payments-leads}, {@code user:dana}
 * @param missing how many people it still needs
 */
public record Need(int count, List<String> from, int missing) {
  public Need {
    from = List.copyOf(from);
  }
}
