package dev.hoist.policy.check;

import dev.hoist.policy.model.Principal;
import dev.hoist.policy.model.RuleDef;
import dev.hoist.policy.source.Located;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules that came first, by whom they are for and under which condition. */
final class Shadows {
  private record Key(String principal, String condition) {}

  private static final String ALWAYS = "";

  private final GroupBook groups;
  private final Map<Key, String> first;

  Shadows(GroupBook groups) {
    this.groups = groups;
    this.first = new HashMap<>();
  }

  /** The same and what will be added. */
  Shadows(Shadows others) {
    this.groups = others.groups;
    this.first = new HashMap<>(others.first);
  }

  /**
   * @param file the file it is in; empty for the same
   */
  void add(RuleDef rule, String file) {
    String place = file.isEmpty() ? "line " : file + ":";
    String by = place + rule.name().mark().line() + (rule.denies() ? " denies" : " decides first");
    List<Principal> who =
        rule.who().isEmpty()
            ? List.of(Principal.EVERYONE)
            : rule.who().stream().map(Located::value).toList();
    String condition = ShadowChecker.condition(rule);
    who.forEach(p -> first.putIfAbsent(new Key(p.toString(), condition), by));
  }

  /** What always comes before a rule for someone it is for. */
  Optional<String> over(RuleDef rule, Principal who) {
    String condition = ShadowChecker.condition(rule);
    return groups.meaning(who).stream()
        .flatMap(p -> List.of(new Key(p, ALWAYS), new Key(p, condition)).stream())
        .flatMap(key -> Optional.ofNullable(first.get(key)).stream())
        .findFirst();
  }
}
