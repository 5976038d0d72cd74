package dev.hoist.policy.decide;

import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.Explanation;
import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.Known;
import dev.hoist.kernel.policy.Place;
import dev.hoist.kernel.policy.PolicyHash;
import dev.hoist.kernel.policy.PolicySet;
import dev.hoist.kernel.policy.Protection;
import dev.hoist.kernel.policy.Question;
import dev.hoist.kernel.policy.Schedule;
import dev.hoist.kernel.policy.Value;
import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.kernel.target.TargetDefinition;
import dev.hoist.policy.cel.Effort;
import dev.hoist.policy.source.Nearest;
import dev.hoist.policy.source.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The bound set: one look-up by target and role finds the few rules that can decide. */
public final class Book implements PolicySet {
  private static final int LONGEST_NAME = 80;
  private static final int MOST_SHOWN = 8;

  private final PolicyHash hash;
  private final Contents contents;
  private final TargetIndex index;

  Book(PolicyHash hash, Contents contents) {
    this.hash = hash;
    this.contents = contents;
    this.index = new TargetIndex(contents.pages(), contents.selections());
  }

  /**
   * What a book is made of.
   *
   * @param places where each name of a target or selection stands
   * @param revoking the files with {@code on_change: revoke}
   */
  record Contents(
      List<TargetDefinition> targets,
      List<RoleDefinition> roles,
      Map<String, TargetPage> pages,
      List<TargetPage> selections,
      Map<String, Place> places,
      List<Schedule> schedules,
      Standings standings,
      Protections protections,
      Owners owners,
      Set<String> revoking) {}

  @Override
  public PolicyHash hash() {
    return hash;
  }

  @Override
  public List<TargetDefinition> targets() {
    return contents.targets();
  }

  @Override
  public List<RoleDefinition> roles() {
    return contents.roles();
  }

  @Override
  public Set<String> owners(String file) {
    return contents.owners().of(file);
  }

  @Override
  public Optional<String> fileOf(Facts facts) {
    return index.find(facts.target(), kind(facts), labels(facts)) instanceof TargetIndex.Found.One o
        ? Optional.of(o.page().file())
        : Optional.empty();
  }

  @Override
  public List<Question> questions(Facts facts) {
    return ask(facts, Set.of(), Judgement::questions, denied -> List.of());
  }

  @Override
  public boolean revokesOnChange(Facts facts) {
    return switch (index.find(facts.target(), kind(facts), labels(facts))) {
      case TargetIndex.Found.One one ->
          contents.revoking().contains(one.page().file())
              || ask(facts, Set.of(), Judgement::revokes, denied -> false);
      case TargetIndex.Found.None none -> false;
      case TargetIndex.Found.Several several ->
          several.files().stream().anyMatch(contents.revoking()::contains);
    };
  }

  @Override
  public List<Schedule> schedules() {
    return contents.schedules();
  }

  @Override
  public Optional<Place> place(String target) {
    return Optional.ofNullable(contents.places().get(target));
  }

  @Override
  public List<RoleDefinition> rolesOn(TargetDefinition target) {
    return switch (index.find(target.name(), Optional.of(target.kind()), target.labels())) {
      case TargetIndex.Found.One one ->
          one.page().roles().values().stream()
              .map(page -> page.role().definition(target.name()))
              .toList();
      case TargetIndex.Found.None none -> List.of();
      case TargetIndex.Found.Several several -> List.of();
    };
  }

  @Override
  public Protection protection(TargetDefinition target, String role) {
    return switch (index.find(target.name(), Optional.of(target.kind()), target.labels())) {
      case TargetIndex.Found.One one ->
          contents
              .protections()
              .of(one.page().file(), Optional.ofNullable(one.page().roles().get(role)));
      case TargetIndex.Found.None none -> Protections.NOTHING_RUNS;
      case TargetIndex.Found.Several several -> Protections.NOTHING_RUNS;
    };
  }

  @Override
  public Set<String> standing(Subject subject, Set<String> groups) {
    return standing(subject, groups, Map.of());
  }

  @Override
  public Set<String> standing(Subject subject, Set<String> groups, Map<String, Value> known) {
    Set<String> held = new HashSet<>(contents.standings().of(subject.name(), groups));
    for (Schedule schedule : contents.schedules()) {
      if (known.get(Known.ON_CALL + schedule.name()) instanceof Value.Flag on && on.yes()) {
        held.add(Known.ON_CALL.replace('.', ':') + schedule.name());
      }
    }
    return Set.copyOf(held);
  }

  @Override
  public Decision decide(Facts facts) {
    return decide(facts, Set.of());
  }

  /** The same for a subject who is in some more groups, as for {@link #explain(Facts, Set)}. */
  public Decision decide(Facts facts, Set<String> assumed) {
    return ask(facts, assumed, Judgement::decide, denied -> denied);
  }

  @Override
  public Set<String> wants(Facts facts) {
    return ask(facts, Set.of(), Judgement::wants, denied -> Set.of());
  }

  @Override
  public Explanation explain(Facts facts) {
    return explain(facts, Set.of());
  }

  /**
   * The same for a subject who is in some more groups than the files and the identity provider say.
   *
   * @param assumed principals: {@code group:sre}
   */
  public Explanation explain(Facts facts, Set<String> assumed) {
    return ask(facts, assumed, Judgement::explain, denied -> new Explanation(denied, List.of()));
  }

  private <T> T ask(
      Facts facts,
      Set<String> assumed,
      Function<Judgement, T> answer,
      Function<Decision.Denied, T> denial) {
    var found = index.find(facts.target(), kind(facts), labels(facts));
    return switch (found) {
      case TargetIndex.Found.One one -> {
        RolePage page = one.page().roles().get(facts.role());
        yield page == null
            ? denial.apply(noRole(facts, one.page()))
            : answer.apply(new Judgement(page, hearing(facts, assumed, one)));
      }
      case TargetIndex.Found.None none -> denial.apply(unlisted(facts));
      case TargetIndex.Found.Several several ->
          denial.apply(
              denied(
                  "target "
                      + shown(facts.target())
                      + " is selected by "
                      + String.join(" and ", several.files())
                      + "; a target is in one file"));
    };
  }

  private Decision.Denied unlisted(Facts facts) {
    return kind(facts).isEmpty()
        ? unknown("no target " + shown(facts.target()), facts.target(), index.names())
        : denied(
            "no policy file selects target "
                + shown(facts.target())
                + " by its kind and labels ("
                + String.join(", ", described(facts))
                + "), so nobody can get anything on it");
  }

  private static List<String> described(Facts facts) {
    List<String> words =
        new ArrayList<>(kind(facts).map(k -> "kind: " + shown(k)).stream().toList());
    new TreeMap<>(labels(facts)).forEach((name, label) -> words.add(name + ": " + shown(label)));
    return words.subList(0, Math.min(words.size(), MOST_SHOWN));
  }

  private Hearing hearing(Facts facts, Set<String> assumed, TargetIndex.Found.One one) {
    Set<String> standing = contents.standings().of(facts.subject().name(), facts.groups());
    if (facts.known().get(Known.ACTS_FOR) instanceof Value.Text person) {
      standing = new HashSet<>(standing);
      standing.addAll(contents.standings().of(person.text(), facts.groups()));
    }
    if (!assumed.isEmpty()) {
      standing = new HashSet<>(standing);
      standing.addAll(assumed);
    }
    Effort.count(standing.size());
    return new Hearing(
        facts, standing, one, one.listed() ? Set.of() : owner(facts), contents.standings().users());
  }

  private static Optional<String> kind(Facts facts) {
    return facts.known().get(Known.TARGET_KIND) instanceof Value.Text kind
        ? Optional.of(kind.text())
        : Optional.empty();
  }

  private static Map<String, String> labels(Facts facts) {
    if (!(facts.known().get(Known.TARGET_LABELS) instanceof Value.Named named)) {
      return Map.of();
    }
    Map<String, String> labels = new HashMap<>();
    for (var label : named.fields().entrySet()) {
      if (!(label.getValue() instanceof Value.Text text)) {
        return Map.of(); // a label that is none says that nothing is known: nothing selects this
      }
      labels.put(label.getKey(), text.text());
    }
    return labels;
  }

  /** Of a target that has owners of its own; empty for those whom the selection names. */
  private static Set<String> owner(Facts facts) {
    return facts.known().get(Known.TARGET_OWNER) instanceof Value.Many(List<Value> owners)
        ? owners.stream()
            .map(owner -> owner instanceof Value.Text(String principal) ? principal : "")
            .collect(Collectors.toUnmodifiableSet())
        : Set.of();
  }

  private Decision.Denied noRole(Facts facts, TargetPage page) {
    String said = "no role " + shown(facts.role()) + " on " + facts.target();
    return unknown(said, facts.role(), page.roles().keySet());
  }

  private static Decision.Denied unknown(String said, String name, Set<String> known) {
    return denied(said + Nearest.hint(name, known));
  }

  private static Decision.Denied denied(String message) {
    return new Decision.Denied(Optional.empty(), message);
  }

  private static String shown(String name) {
    return Printable.of(name, LONGEST_NAME);
  }
}
