package dev.hoist.policy.check;

import dev.hoist.policy.model.GroupDef;
import dev.hoist.policy.model.PolicyDoc;
import dev.hoist.policy.model.Principal;
import dev.hoist.policy.model.Principal.Kind;
import dev.hoist.policy.source.Located;
import dev.hoist.policy.source.Nearest;
import dev.hoist.policy.source.Problems;
import dev.hoist.policy.source.Source;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The groups of a set. A group means the same in every file: files may repeat a definition, never
 * contradict it, so that nobody widens another file's group.
 */
public final class GroupBook {
  private record Defined(GroupDef def, Source source) {}

  private final Map<String, Defined> byName = new LinkedHashMap<>();
  private final List<Defined> all;

  public GroupBook(List<PolicyDoc> docs) {
    all =
        docs.stream()
            .flatMap(d -> d.groups().stream().map(g -> new Defined(g, d.source())))
            .toList();
    all.forEach(d -> byName.putIfAbsent(d.def().name().value(), d));
  }

  /** The distinct groups. */
  public List<GroupDef> groups() {
    return byName.values().stream().map(Defined::def).toList();
  }

  void check(Problems problems) {
    for (Defined defined : all) {
      agrees(defined, problems);
      for (Located<Principal> member : defined.def().members()) {
        known(member, defined.source(), problems);
      }
    }
    byName.values().forEach(d -> noLoop(d, problems));
  }

  private void agrees(Defined defined, Problems problems) {
    Located<String> name = defined.def().name();
    Defined first = byName.getOrDefault(name.value(), defined);
    if (!first.def().saysTheSameAs(defined.def())) {
      problems.error(
          defined.source(),
          name.mark(),
          "group "
              + name.value()
              + " is another one in "
              + first.source().name()
              + ":"
              + first.def().name().mark().line()
              + "; a group means the same in every file");
    }
  }

  /** Tells when a principal is a group that nobody defines. */
  void known(Located<Principal> principal, Source source, Problems problems) {
    String name = principal.value().name();
    if (principal.value().kind() == Kind.GROUP && !byName.containsKey(name)) {
      problems.error(
          source,
          principal.mark(),
          "no group " + name + Nearest.hint(name, byName.keySet()) + elsewhere(name));
    }
  }

  private String elsewhere(String name) {
    return Nearest.to(name, byName.keySet()).isPresent() ? "" : "; define it under groups";
  }

  private void noLoop(Defined defined, Problems problems) {
    String name = defined.def().name().value();
    for (Located<Principal> member : defined.def().members()) {
      if (member.value().kind() == Kind.GROUP && inside(member.value().name()).contains(name)) {
        problems.error(
            defined.source(),
            member.mark(),
            "group " + name + " would contain itself through " + member.value());
      }
    }
  }

  /** A group and all groups inside it. */
  private Set<String> inside(String group) {
    Set<String> seen = new HashSet<>(Set.of(group));
    Deque<String> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      Optional.ofNullable(byName.get(open.pop())).stream()
          .flatMap(d -> d.def().members().stream())
          .map(Located::value)
          .filter(p -> p.kind() == Kind.GROUP && seen.add(p.name()))
          .forEach(p -> open.push(p.name()));
    }
    return seen;
  }

  /** The people behind principals; nothing when that depends on more than the files. */
  Optional<Set<String>> people(Collection<Principal> principals) {
    Set<String> people = new TreeSet<>();
    for (Principal principal : principals) {
      switch (principal.kind()) {
        case USER -> people.add(principal.name());
        case EVERYONE, ON_CALL, OWNER -> {
          return Optional.empty();
        }
        case GROUP -> {
          for (String group : inside(principal.name())) {
            GroupDef def = byName.get(group) == null ? null : byName.get(group).def();
            if (def == null || !def.idp().isEmpty()) {
              return Optional.empty();
            }
            def.members().stream()
                .map(Located::value)
                .filter(p -> p.kind() == Kind.USER)
                .forEach(p -> people.add(p.name()));
          }
        }
      }
    }
    return Optional.of(people);
  }
}
