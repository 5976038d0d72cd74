package dev.hoist.wire;

import java.util.List;

/**
 * Something that is defined otherwise.
 *
 * @param policy the policy it is in
 * @param what of which sort it is: {@code rule}, {@code group} …
 * @param kind {@code added}, {@code removed}, {@code moved} or {@code changed}
 */
public record PolicyDefinitionView(
    String policy, String what, String name, String kind, List<PolicyClauseView> clauses) {
  public PolicyDefinitionView {
    clauses = List.copyOf(clauses);
  }
}
