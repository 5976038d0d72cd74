package dev.hoist.policy.model;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * The keys of a policy file, of its rules and of its tests, in the order in which they are written:
 * what the parser takes, the schema allows, and {@code hoist policy fmt} lays out.
 */
public enum Keys {
  FILE(
      "apiVersion",
      "policy",
      "scope",
      "owners",
      "mode",
      "timezone",
      "on_change",
      "groups",
      "schedules",
      "targets",
      "roles",
      "rules",
      "masking",
      "guardrails",
      "tests"),
  RULE("name", "who", "roles", "when", "deny", "grant", "approval", "ask", "after"),
  TEST("it", "given", "request", "expect");

  private final ImmutableList<String> order;

  Keys(String... order) {
    this.order = ImmutableList.copyOf(order);
  }

  public List<String> order() {
    return order;
  }
}
