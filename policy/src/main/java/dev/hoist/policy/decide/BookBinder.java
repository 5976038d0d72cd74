package dev.hoist.policy.decide;

import dev.hoist.kernel.policy.Place;
import dev.hoist.kernel.policy.PolicyHash;
import dev.hoist.kernel.policy.Schedule;
import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.kernel.target.TargetDefinition;
import dev.hoist.policy.check.CheckedSet;
import dev.hoist.policy.model.PolicyDoc;
import dev.hoist.policy.model.RoleDef;
import dev.hoist.policy.model.TargetDef;
import dev.hoist.policy.source.Mark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes a book of checked files. */
public final class BookBinder {
  private final List<TargetDefinition> targets = new ArrayList<>();
  private final List<RoleDefinition> roles = new ArrayList<>();
  private final Map<String, TargetPage> pages = new HashMap<>();
  private final List<TargetPage> selections = new ArrayList<>();
  private final Candidates<Denying> everywhere;
  private final CheckedSet set;

  private BookBinder(CheckedSet set) {
    this.set = set;
    this.everywhere =
        new Candidates<>(
            set.docs().stream()
                .filter(doc -> doc.settings().everywhere())
                .flatMap(doc -> new RuleBinder(doc, set.conditions()).denying().stream())
                .toList(),
            d -> d.head().who());
  }

  /**
   * @param set files in which no error was found
   */
  public static Book bind(CheckedSet set, PolicyHash hash) {
    return new BookBinder(set).bind(hash);
  }

  private Book bind(PolicyHash hash) {
    set.docs().stream().filter(doc -> !doc.settings().everywhere()).forEach(this::add);
    return new Book(
        hash,
        new Book.Contents(
            List.copyOf(targets),
            List.copyOf(roles),
            pages,
            selections,
            places(),
            schedules(),
            new Standings(set.groups()),
            new Protections(set.docs(), set.conditions()),
            new Owners(set.docs()),
            revoking()));
  }

  private Map<String, Place> places() {
    Map<String, Place> places = new HashMap<>();
    for (PolicyDoc doc : set.docs()) {
      for (TargetDef target : doc.targets()) {
        Mark at = target.name().mark();
        places.put(target.name().value(), new Place(doc.source().name(), at.line(), at.column()));
      }
    }
    return Map.copyOf(places);
  }

  private Set<String> revoking() {
    return set.docs().stream()
        .filter(doc -> doc.settings().revokes())
        .map(doc -> doc.source().name())
        .collect(Collectors.toUnmodifiableSet());
  }

  private List<Schedule> schedules() {
    return set.schedules().schedules().stream()
        .map(s -> new Schedule(s.name().value(), s.origin(), s.id(), s.levels()))
        .toList();
  }

  private void add(PolicyDoc doc) {
    Map<String, List<RoleDef>> onTarget = new HashMap<>();
    for (RoleDef role : doc.roles()) {
      role.on()
          .forEach(on -> onTarget.computeIfAbsent(on.value(), t -> new ArrayList<>()).add(role));
    }
    var rules = new RuleBinder(doc, set.conditions());
    for (TargetDef target : doc.targets()) {
      add(doc, rules, target, onTarget.getOrDefault(target.name().value(), List.of()));
    }
  }

  private void add(PolicyDoc doc, RuleBinder rules, TargetDef target, List<RoleDef> on) {
    Map<String, RolePage> rolePages = new HashMap<>();
    for (RoleDef role : on) {
      rolePages.put(role.name().value(), rules.page(role, target, everywhere));
    }
    String file = doc.source().name();
    if (target.isSelection()) {
      selections.add(new TargetPage(file, target.kind(), target.select(), rolePages));
      return;
    }
    targets.add(target.definition());
    on.forEach(role -> roles.add(role.definition(target.name().value())));
    pages.put(
        target.name().value(), new TargetPage(file, target.kind(), target.labels(), rolePages));
  }
}
