package dev.hoist.policy.model;

import dev.hoist.policy.source.Located;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A group.
 *
 * @param members users, and groups whose members are members here too
 * @param idp names of groups at the identity provider whose members are members here
 */
public record GroupDef(
    Located<String> name, List<Located<Principal>> members, List<Located<String>> idp) {
  public GroupDef {
    members = List.copyOf(members);
    idp = List.copyOf(idp);
  }

  /** Whether another definition says the same, in whatever order. */
  public boolean saysTheSameAs(GroupDef other) {
    return values(members).equals(values(other.members)) && values(idp).equals(values(other.idp));
  }

  private static <T> Set<T> values(List<Located<T>> located) {
    return located.stream().map(Located::value).collect(Collectors.toSet());
  }
}
