package dev.hoist.policy.decide;

import dev.hoist.policy.check.GroupBook;
import dev.hoist.policy.model.GroupDef;
import dev.hoist.policy.model.Principal;
import dev.hoist.policy.model.Principal.Kind;
import dev.hoist.policy.source.Located;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From names to the principals they stand for, through groups within groups. */
final class Standings {
  private final Map<String, List<Integer>> groupsOfUser = new HashMap<>();
  private final Map<String, List<Integer>> groupsOfIdp = new HashMap<>();
  private final List<String> principals;
  private final GroupBook book;

  /**
   * @param book in which no error was found
   */
  Standings(GroupBook book) {
    this.book = book;
    List<GroupDef> groups = book.groups();
    for (int i = 0; i < groups.size(); i++) {
      int group = i;
      groups.get(i).idp().forEach(idp -> put(groupsOfIdp, idp.value(), group));
      groups.get(i).members().stream()
          .map(Located::value)
          .filter(p -> p.kind() == Kind.USER)
          .forEach(p -> put(groupsOfUser, p.name(), group));
    }
    principals = groups.stream().map(g -> Principal.group(g.name().value()).toString()).toList();
  }

  private static void put(Map<String, List<Integer>> map, String key, int group) {
    map.computeIfAbsent(key, k -> new ArrayList<>(1)).add(group);
  }

  /** Every user that a group names. */
  Set<String> users() {
    return groupsOfUser.keySet();
  }

  Set<String> of(String user, Collection<String> idpGroups) {
    Set<String> standing = new HashSet<>();
    standing.add(Principal.user(user).toString());
    BitSet held = new BitSet();
    add(held, groupsOfUser.get(user));
    idpGroups.forEach(g -> add(held, groupsOfIdp.get(g)));
    for (int i = held.nextSetBit(0); i >= 0; i = held.nextSetBit(i + 1)) {
      standing.add(principals.get(i));
    }
    return standing;
  }

  private void add(BitSet held, @Nullable List<Integer> groups) {
    if (groups != null) {
      groups.forEach(g -> held.or(book.held(g)));
    }
  }
}
