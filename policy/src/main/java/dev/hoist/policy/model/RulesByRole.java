package dev.hoist.policy.model;

import dev.hoist.policy.source.Located;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rules of a file by the roles they are about, each in the order of the file. */
public final class RulesByRole {
  private final Map<String, List<RuleDef>> byRole = new HashMap<>();
  private final List<RuleDef> aboutAll = new ArrayList<>();

  public RulesByRole(List<RuleDef> rules) {
    for (RuleDef rule : rules) {
      for (Located<String> role : rule.roles()) {
        byRole.computeIfAbsent(role.value(), r -> new ArrayList<>());
      }
    }
    rules.forEach(this::add);
  }

  private void add(RuleDef rule) {
    if (rule.roles().isEmpty()) {
      aboutAll.add(rule);
      byRole.values().forEach(of -> of.add(rule));
    } else {
      rule.roles().forEach(role -> byRole.getOrDefault(role.value(), aboutAll).add(rule));
    }
  }

  public List<RuleDef> of(String role) {
    return byRole.getOrDefault(role, aboutAll);
  }
}
