package dev.hoist.kernel.policy.diff;

import java.util.List;

/**
 * What is different in meaning between two sets.
 *
 * @param changes what is defined otherwise
 * @param reaches who gets what otherwise; people whom the files treat alike are together
 */
public record PolicyDiff(List<Change> changes, List<Reach> reaches) {
  public PolicyDiff {
    changes = List.copyOf(changes);
    reaches = List.copyOf(reaches);
  }
}
