package dev.hoist.policy.decide;

import dev.hoist.policy.model.GroupDef;
import dev.hoist.policy.model.Principal;
import dev.hoist.policy.model.Principal.Kind;
import dev.hoist.policy.source.Located;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From names to the principals they stand for, through groups within groups. */
final class Standings {
  private final Map<String, Set<String>> groupsOfUser = new HashMap<>();
  private final Map<String, Set<String>> groupsOfIdp = new HashMap<>();

  Standings(List<GroupDef> groups) {
    Map<String, Set<String>> around = new HashMap<>();
    for (GroupDef group : groups) {
      for (Located<Principal> member : group.members()) {
        if (member.value().kind() == Kind.GROUP) {
          put(around, member.value().name(), Set.of(group.name().value()));
        }
      }
    }
    for (GroupDef group : groups) {
      Set<String> held = upwards(group.name().value(), around);
      group.idp().forEach(idp -> put(groupsOfIdp, idp.value(), held));
      group.members().stream()
          .map(Located::value)
          .filter(p -> p.kind() == Kind.USER)
          .forEach(p -> put(groupsOfUser, p.name(), held));
    }
  }

  private static void put(Map<String, Set<String>> map, String key, Set<String> values) {
    map.computeIfAbsent(key, k -> new HashSet<>()).addAll(values);
  }

  /** A group and those it is inside of, as principals. */
  private static Set<String> upwards(String group, Map<String, Set<String>> around) {
    Set<String> names = new HashSet<>(Set.of(group));
    List<String> open = List.of(group);
    while (!open.isEmpty()) {
      open =
          open.stream()
              .flatMap(g -> around.getOrDefault(g, Set.of()).stream())
              .filter(names::add)
              .toList();
    }
    Set<String> principals = new HashSet<>();
    names.forEach(n -> principals.add(Principal.group(n).toString()));
    return principals;
  }

  /** Every user that a group names. */
  Set<String> users() {
    return groupsOfUser.keySet();
  }

  Set<String> of(String user, Collection<String> idpGroups) {
    Set<String> held = new HashSet<>(groupsOfUser.getOrDefault(user, Set.of()));
    idpGroups.forEach(g -> held.addAll(groupsOfIdp.getOrDefault(g, Set.of())));
    held.add(Principal.user(user).toString());
    return held;
  }
}
