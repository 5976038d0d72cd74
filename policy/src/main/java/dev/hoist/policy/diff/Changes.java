package dev.hoist.policy.diff;

import dev.hoist.kernel.policy.diff.Change;
import dev.hoist.kernel.policy.diff.Change.Clause;
import dev.hoist.kernel.policy.diff.Change.Kind;
import dev.hoist.policy.model.PolicyDoc;
import dev.hoist.policy.model.RuleDef;
import dev.hoist.policy.source.Located;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Compares what two sets define. */
final class Changes {
  private final List<Change> found = new ArrayList<>();

  private Changes() {}

  static List<Change> between(List<PolicyDoc> before, List<PolicyDoc> after) {
    Map<String, PolicyDoc> old = byName(before);
    Map<String, PolicyDoc> fresh = byName(after);
    var changes = new Changes();
    Set<String> names = new LinkedHashSet<>(old.keySet());
    names.addAll(fresh.keySet());
    names.forEach(
        name ->
            changes.doc(
                name, Optional.ofNullable(old.get(name)), Optional.ofNullable(fresh.get(name))));
    return changes.found;
  }

  private static Map<String, PolicyDoc> byName(List<PolicyDoc> docs) {
    Map<String, PolicyDoc> named = new LinkedHashMap<>();
    docs.forEach(doc -> named.put(doc.name().value(), doc));
    return named;
  }

  private void doc(String policy, Optional<PolicyDoc> old, Optional<PolicyDoc> fresh) {
    things(policy, "policy", old, fresh, List::of, PolicyDoc::name, Sayings::of);
    things(policy, "group", old, fresh, PolicyDoc::groups, g -> g.name(), Sayings::of);
    things(policy, "schedule", old, fresh, PolicyDoc::schedules, s -> s.name(), Sayings::of);
    things(policy, "target", old, fresh, PolicyDoc::targets, t -> t.name(), Sayings::of);
    things(policy, "role", old, fresh, PolicyDoc::roles, r -> r.name(), Sayings::of);
    things(policy, "rule", old, fresh, PolicyDoc::rules, r -> r.name(), Sayings::of);
    moved(policy, rules(old), rules(fresh));
    things(policy, "masking", old, fresh, PolicyDoc::masks, m -> m.name(), Sayings::of);
    things(policy, "guardrails", old, fresh, PolicyDoc::guards, g -> g.name(), Sayings::of);
  }

  private <T> void things(
      String policy,
      String what,
      Optional<PolicyDoc> old,
      Optional<PolicyDoc> fresh,
      Function<PolicyDoc, List<T>> of,
      Function<T, Located<String>> name,
      Function<T, Map<String, String>> said) {
    Map<String, Map<String, String>> before = said(old, of, name, said);
    Map<String, Map<String, String>> after = said(fresh, of, name, said);
    Set<String> names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String one : names) {
      Map<String, String> was = before.getOrDefault(one, Map.of());
      Map<String, String> is = after.getOrDefault(one, Map.of());
      Kind kind =
          !before.containsKey(one)
              ? Kind.ADDED
              : after.containsKey(one) ? Kind.CHANGED : Kind.REMOVED;
      List<Clause> clauses = clauses(was, is);
      if (kind != Kind.CHANGED || !clauses.isEmpty()) {
        found.add(new Change(policy, what, one, kind, clauses));
      }
    }
  }

  private static <T> Map<String, Map<String, String>> said(
      Optional<PolicyDoc> doc,
      Function<PolicyDoc, List<T>> of,
      Function<T, Located<String>> name,
      Function<T, Map<String, String>> said) {
    Map<String, Map<String, String>> all = new LinkedHashMap<>();
    doc.map(of).orElse(List.of()).forEach(t -> all.put(name.apply(t).value(), said.apply(t)));
    return all;
  }

  private static List<Clause> clauses(Map<String, String> before, Map<String, String> after) {
    Set<String> keys = new LinkedHashSet<>(before.keySet());
    keys.addAll(after.keySet());
    return keys.stream()
        .map(k -> new Clause(k, before.getOrDefault(k, ""), after.getOrDefault(k, "")))
        .filter(c -> !c.before().equals(c.after()))
        .toList();
  }

  private static List<String> rules(Optional<PolicyDoc> doc) {
    return doc.map(PolicyDoc::rules).orElse(List.of()).stream()
        .map(RuleDef::name)
        .map(Located::value)
        .toList();
  }

  /** The rules outside of the longest part whose order is the same. */
  private void moved(String policy, List<String> before, List<String> after) {
    Map<String, Integer> place = new HashMap<>();
    before.forEach(name -> place.putIfAbsent(name, place.size()));
    List<String> common = after.stream().distinct().filter(place::containsKey).toList();
    Set<String> stayed = ascending(common, place);
    for (int i = 0; i < common.size(); i++) {
      String name = common.get(i);
      if (!stayed.contains(name)) {
        String behind = i == 0 ? "first" : "behind " + common.get(i - 1);
        found.add(
            new Change(policy, "rule", name, Kind.MOVED, List.of(new Clause("order", "", behind))));
      }
    }
  }

  /** A longest run of names in ascending places, by patience sorting. */
  private static Set<String> ascending(List<String> names, Map<String, Integer> place) {
    List<String> tops = new ArrayList<>();
    Map<String, String> below = new HashMap<>();
    for (String name : names) {
      int pile = 0;
      while (pile < tops.size() && at(tops.get(pile), place) < at(name, place)) {
        pile++;
      }
      if (pile > 0) {
        below.put(name, tops.get(pile - 1));
      }
      if (pile == tops.size()) {
        tops.add(name);
      } else {
        tops.set(pile, name);
      }
    }
    Set<String> run = new HashSet<>();
    Optional<String> name = tops.isEmpty() ? Optional.empty() : Optional.of(tops.getLast());
    while (name.isPresent()) {
      run.add(name.get());
      name = Optional.ofNullable(below.get(name.get()));
    }
    return run;
  }

  private static int at(String name, Map<String, Integer> place) {
    return place.getOrDefault(name, -1);
  }
}
