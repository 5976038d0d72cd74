package dev.hoist.policy.check;

import dev.hoist.policy.model.Principal;
import dev.hoist.policy.model.RuleDef;
import dev.hoist.policy.source.Located;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** For whom rules never decide, on any of their roles, and what comes before them. */
final class Hidden {
  /** Stands for nothing that comes first. */
  private static final String OPEN = "";

  private final IdentityHashMap<Located<Principal>, Set<String>> found = new IdentityHashMap<>();

  /**
   * On one more of the roles of a rule something comes first, or nothing does.
   *
   * @param who as it stands in the rule, and nowhere else
   */
  void seen(Located<Principal> who, Optional<String> by) {
    found.computeIfAbsent(who, k -> new LinkedHashSet<>()).add(by.orElse(OPEN));
  }

  /** What comes first on every role. */
  Optional<String> by(Located<Principal> who) {
    Set<String> all = found.getOrDefault(who, Set.of(OPEN));
    return all.contains(OPEN) ? Optional.empty() : Optional.of(String.join(", ", all));
  }

  boolean wholly(RuleDef rule) {
    return !rule.who().isEmpty() && rule.who().stream().allMatch(who -> by(who).isPresent());
  }

  /** What comes before a rule that is hidden wholly. */
  String by(RuleDef rule) {
    return rule.who().stream()
        .flatMap(who -> by(who).stream())
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
