package dev.hoist.policy.check;

import dev.hoist.policy.model.GroupDef;
import dev.hoist.policy.model.PolicyDoc;
import dev.hoist.policy.model.Principal;
import dev.hoist.policy.model.Principal.Kind;
import dev.hoist.policy.source.Located;
import dev.hoist.policy.source.Nearest;
import dev.hoist.policy.source.Problems;
import dev.hoist.policy.source.Source;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The groups of a set. A group means the same in every file: files may repeat a definition, never
 * contradict it, so that nobody widens another file's group.
 */
public final class GroupBook {
  private record Defined(GroupDef def, Source source) {}

  /** The most groups of a set. */
  private static final int MOST = 10_000;

  private static final int MOST_LOOPS = 20;

  /** Further groups around one are not followed in warnings. */
  private static final int MOST_MEANT = 200;

  private final Map<String, Defined> byName = new LinkedHashMap<>();
  private final Map<String, Crowd> crowds = new HashMap<>();
  private final Map<String, List<Integer>> direct = new HashMap<>();
  private final List<Defined> all;
  private final List<GroupDef> groups;
  private final GroupGraph graph;

  GroupBook(List<PolicyDoc> docs) {
    all =
        docs.stream()
            .flatMap(d -> d.groups().stream().map(g -> new Defined(g, d.source())))
            .toList();
    all.forEach(d -> byName.putIfAbsent(d.def().name().value(), d));
    groups = byName.values().stream().map(Defined::def).toList();
    graph = new GroupGraph(groups.size() > MOST ? List.of() : groups);
  }

  /** The distinct groups. */
  public List<GroupDef> groups() {
    return groups;
  }

  void check(Problems problems) {
    for (Defined defined : all) {
      agrees(defined, problems);
      for (Located<Principal> member : defined.def().members()) {
        known(member, defined.source(), problems);
      }
    }
    if (byName.size() > MOST) {
      Defined last = all.getLast();
      problems.error(
          last.source(), last.def().name().mark(), "a set has at most " + MOST + " groups");
    } else if (graph.loops()) {
      noLoops(problems);
    }
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
          "no group " + name + Nearest.hint(name, byName.keySet(), "; define it under groups"));
    }
  }

  /** Of many loops some are told: each keeps the set from loading. */
  private void noLoops(Problems problems) {
    int told = 0;
    for (Defined defined : byName.values()) {
      String name = defined.def().name().value();
      for (Located<Principal> member : defined.def().members()) {
        int inner = graph.number(member.value().name());
        if (member.value().kind() == Kind.GROUP
            && inner >= 0
            && told < MOST_LOOPS
            && graph.contains(inner, graph.number(name))) {
          told++;
          problems.error(
              defined.source(),
              member.mark(),
              "group " + name + " would contain itself through " + member.value());
        }
      }
    }
  }

  /** Who is behind principals, as far as the files tell. */
  Crowd crowd(Collection<Principal> principals) {
    List<String> people = new ArrayList<>();
    List<Crowd> groups = new ArrayList<>();
    for (Principal principal : principals) {
      switch (principal.kind()) {
        case USER -> people.add(principal.name());
        case GROUP -> groups.add(crowds().getOrDefault(principal.name(), Crowd.ANYBODY));
        case EVERYONE, ON_CALL, OWNER -> groups.add(Crowd.ANYBODY);
      }
    }
    return Crowd.of(people, groups, false);
  }

  private Map<String, Crowd> crowds() {
    if (crowds.isEmpty()) {
      for (int number : graph.innerFirst()) {
        GroupDef group = groups.get(number);
        List<Crowd> inside =
            graph.inside(number).stream()
                .map(i -> crowds.getOrDefault(groups.get(i).name().value(), Crowd.ANYBODY))
                .toList();
        List<String> people =
            group.members().stream()
                .map(Located::value)
                .filter(m -> m.kind() == Kind.USER)
                .map(Principal::name)
                .toList();
        crowds.put(group.name().value(), Crowd.of(people, inside, !group.idp().isEmpty()));
      }
    }
    return crowds;
  }

  /** A group and all groups it stands in, by their places in {@link #groups}. Not to be changed. */
  public BitSet held(int group) {
    return graph.held(group);
  }

  /** Everything that a principal stands for: itself, the groups it is in, and everyone. */
  List<String> meaning(Principal principal) {
    BitSet held = new BitSet();
    switch (principal.kind()) {
      case USER ->
          direct().getOrDefault(principal.name(), List.of()).forEach(g -> held.or(held(g)));
      case GROUP -> {
        int group = graph.number(principal.name());
        held.or(group < 0 ? held : held(group));
      }
      case EVERYONE, ON_CALL, OWNER -> {}
    }
    List<String> meaning = new ArrayList<>(List.of(principal.toString(), "everyone"));
    held.stream()
        .limit(MOST_MEANT)
        .mapToObj(g -> Principal.group(groups.get(g).name().value()).toString())
        .forEach(meaning::add);
    return meaning;
  }

  /** The groups that name a user, by their places. */
  private Map<String, List<Integer>> direct() {
    if (direct.isEmpty()) {
      for (int i = 0; i < groups.size(); i++) {
        for (Located<Principal> member : groups.get(i).members()) {
          if (member.value().kind() == Kind.USER) {
            direct.computeIfAbsent(member.value().name(), u -> new ArrayList<>(1)).add(i);
          }
        }
      }
    }
    return direct;
  }
}
