package dev.hoist.policy.model;

import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.policy.source.Located;
import dev.hoist.policy.source.Mark;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A role.
 *
 * @param on the targets it is on
 * @param mask the masking of what is read under it
 * @param guard the guardrails of what is run under it
 * @param privileges what it gives, by the keys of the kind of target
 */
public record RoleDef(
    Located<String> name,
    List<Located<String>> on,
    Optional<Located<String>> mask,
    Optional<Located<String>> guard,
    List<Privileges> privileges) {
  public RoleDef {
    on = List.copyOf(on);
    privileges = List.copyOf(privileges);
  }

  /** One key of privileges, as the kind of target understands it. */
  public record Privileges(Located<String> key, List<Located<String>> values) {
    public Privileges {
      values = List.copyOf(values);
    }
  }

  public RoleDefinition definition(String target) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    privileges.forEach(
        p -> all.put(p.key().value(), p.values().stream().map(Located::value).toList()));
    return new RoleDefinition(name.value(), target, all);
  }

  /** Where a privilege stands; its key for a negative index, the role for an unknown key. */
  public Mark place(String key, int index) {
    return privileges.stream()
        .filter(p -> p.key().value().equals(key))
        .findFirst()
        .map(p -> index < 0 || index >= p.values().size() ? p.key() : p.values().get(index))
        .orElse(name)
        .mark();
  }
}
