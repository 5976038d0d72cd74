package dev.hoist.wire;

import java.util.List;

/**
 * What is different in meaning between two policy sets, as far as the caller may see it.
 *
 * @param changes what is defined otherwise
 * @param reaches who gets what otherwise
 * @param gaps sentences that say what is left out, and why
 */
public record PolicyMeaningView(
    List<PolicyDefinitionView> changes, List<PolicyReachView> reaches, List<String> gaps) {
  public PolicyMeaningView {
    changes = List.copyOf(changes);
    reaches = List.copyOf(reaches);
    gaps = List.copyOf(gaps);
  }
}
