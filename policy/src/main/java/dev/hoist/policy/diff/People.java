package dev.hoist.policy.diff;

import dev.hoist.policy.model.GroupDef;
import dev.hoist.policy.model.PolicyDoc;
import dev.hoist.policy.model.Principal;
import dev.hoist.policy.model.RuleDef;
import dev.hoist.policy.source.Located;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Everybody whom files name, together with those whom they treat alike. */
final class People {
  private final Set<String> users = new TreeSet<>();
  private final Set<String> idp = new TreeSet<>();

  /** Those whom a rule names by themselves, and so treats like nobody else. */
  private final Set<String> singled = new HashSet<>();

  /** Whether some rule looks at names in a way that may treat any two people differently. */
  private boolean byName;

  private final Map<String, Set<String>> known;

  /**
   * @param known people whom the files need not name, with their groups at the identity provider
   */
  People(Stream<PolicyDoc> docs, Map<String, Set<String>> known) {
    this.known = Map.copyOf(known);
    docs.forEach(this::read);
    singled.stream().filter(n -> Principal.USER_NAME.matcher(n).matches()).forEach(users::add);
    users.addAll(known.keySet());
  }

  private void read(PolicyDoc doc) {
    for (GroupDef group : doc.groups()) {
      names(group.members()).forEach(users::add);
      group.idp().forEach(name -> idp.add(name.value()));
    }
    for (RuleDef rule : doc.rules()) {
      names(rule.who()).forEach(singled::add);
      rule.when().ifPresent(w -> read(w.text()));
    }
  }

  private void read(String condition) {
    if (condition.contains("subject")) {
      Names.in(condition).forEach(singled::add);
      byName |= !Names.areSpelledOut(condition);
    }
  }

  private static Stream<String> names(List<Located<Principal>> all) {
    return all.stream()
        .map(Located::value)
        .filter(p -> p.kind() == Principal.Kind.USER)
        .map(Principal::name);
  }

  private record Alike(Set<String> before, Set<String> after, Set<String> idp, String single) {}

  /** One list for each sort of people; what holds for the first holds for all in it. */
  List<List<Person>> sorts(Surveyor before, Surveyor after) {
    List<Person> all = new ArrayList<>();
    users.forEach(name -> all.add(Person.user(name, known.getOrDefault(name, Set.of()))));
    idp.forEach(name -> all.add(Person.of(name)));
    all.add(Person.ANYONE);
    Map<Alike, List<Person>> sorts = new LinkedHashMap<>();
    for (Person person : all) {
      var alike =
          new Alike(
              groups(before, person),
              groups(after, person),
              person.idp(),
              byName || singled.contains(person.name()) ? person.name() : "");
      sorts.computeIfAbsent(alike, a -> new ArrayList<>()).add(person);
    }
    return List.copyOf(sorts.values());
  }

  private static Set<String> groups(Surveyor set, Person person) {
    Set<String> groups = new HashSet<>(set.standing(person));
    groups.remove(Principal.user(person.name()).toString());
    return groups;
  }
}
