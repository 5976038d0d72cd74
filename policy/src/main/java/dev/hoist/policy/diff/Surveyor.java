package dev.hoist.policy.diff;

import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.policy.Explanation.Finding;
import dev.hoist.kernel.policy.Explanation.Verdict;
import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.Known;
import dev.hoist.kernel.policy.Value;
import dev.hoist.policy.Reading;
import dev.hoist.policy.diff.Access.Way;
import dev.hoist.policy.model.Effect;
import dev.hoist.policy.model.PolicyDoc;
import dev.hoist.policy.model.Principal;
import dev.hoist.policy.model.RuleDef;
import dev.hoist.policy.model.TargetDef;
import dev.hoist.policy.source.Durations;
import dev.hoist.policy.source.Located;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Finds how people get roles under one set, when nothing is known of the day but who asks. */
final class Surveyor {
  /** What depends on the moment or on the request is not settled by the moment chosen here. */
  private static final Pattern OF_THE_MOMENT = Pattern.compile("\\b(now|weekday|clock|request)\\b");

  private static final Pattern KIND = Pattern.compile("\\bkind\\b");

  private static final Instant SOME_TIME = Instant.parse("2026-11-03T14:00:00Z");

  private record Place(String file, String rule) {}

  private final Reading.Bound policy;
  private final Map<Place, RuleDef> rules = new HashMap<>();
  private final Map<String, TargetDef> targets = new HashMap<>();
  private final Map<String, PolicyDoc> files = new HashMap<>();

  /** Which kinds of subject somebody may come as, where rules tell them apart. */
  private final List<Subject.Kind> kinds;

  Surveyor(Reading.Bound policy) {
    this.policy = policy;
    for (PolicyDoc doc : policy.set().docs()) {
      doc.rules().forEach(r -> rules.put(new Place(doc.source().name(), r.name().value()), r));
      doc.targets().forEach(t -> targets.put(t.name().value(), t));
      doc.targets().forEach(t -> files.put(t.name().value(), doc));
    }
    boolean apart =
        rules.values().stream()
            .anyMatch(r -> r.when().filter(w -> KIND.matcher(w.text()).find()).isPresent());
    this.kinds = apart ? List.of(Subject.Kind.values()) : List.of(Subject.Kind.PERSON);
  }

  Set<String> standing(Person person) {
    return policy.book().standing(subject(person, Subject.Kind.PERSON), person.idp());
  }

  /** How a person gets a role on a target or on what a selection takes. */
  Access access(Person person, String target, String role) {
    TargetDef def = targets.get(target);
    PolicyDoc file = files.get(target);
    if (def == null || file == null || file.settings().observes()) {
      return Access.NONE;
    }
    Set<String> standing = standing(person);
    List<String> denials = new ArrayList<>();
    List<Way> ways = new ArrayList<>();
    for (List<Finding> findings : findings(person, def, role)) {
      Finding first = findings.getFirst();
      Optional<RuleDef> rule =
          Optional.ofNullable(rules.get(new Place(first.file(), first.rule())));
      Optional<String> condition = rule.flatMap(r -> condition(r, findings, person, standing));
      if (condition.isEmpty()) {
        continue;
      }
      boolean always = condition.get().isEmpty();
      switch (rule.orElseThrow().effect()) {
        case Effect.Deny deny when always -> {
          return Access.NONE;
        }
        case Effect.Deny deny -> denials.add(condition.get());
        case Effect.Allow allow -> {
          ways.add(way(condition.get(), allow));
          if (always) {
            return new Access(denials, ways);
          }
        }
      }
    }
    return new Access(denials, ways);
  }

  /** For each rule what becomes of it, for each kind of subject that somebody may come as. */
  private List<List<Finding>> findings(Person person, TargetDef target, String role) {
    List<List<Finding>> each =
        kinds.stream()
            .map(kind -> policy.book().explain(facts(person, kind, target, role)).rules())
            .toList();
    return IntStream.range(0, each.getFirst().size())
        .mapToObj(rule -> each.stream().map(rules -> rules.get(rule)).toList())
        .toList();
  }

  private static Way way(String condition, Effect.Allow allow) {
    boolean alone = allow.stages().isEmpty();
    String how = alone ? "at once" : Sayings.approval(allow.stages());
    return new Way(
        condition, alone, how + ", up to " + Durations.show(allow.limit().max().value()));
  }

  /**
   * Under which condition a rule counts; nothing when it cannot, a blank one when it always does.
   */
  private static Optional<String> condition(
      RuleDef rule, List<Finding> findings, Person person, Set<String> standing) {
    Optional<String> who = who(rule, standing);
    Optional<String> when = when(rule, findings, person);
    if (who.isEmpty() || when.isEmpty()) {
      return Optional.empty();
    }
    String and = who.get().isEmpty() || when.get().isEmpty() ? "" : " and ";
    return Optional.of(who.get() + and + when.get());
  }

  private static Optional<String> who(RuleDef rule, Set<String> standing) {
    List<Principal> named = rule.who().stream().map(Located::value).toList();
    boolean meant =
        named.isEmpty()
            || named.contains(Principal.EVERYONE)
            || named.stream().anyMatch(p -> standing.contains(p.toString()));
    List<String> schedules =
        named.stream()
            .filter(p -> p.kind() == Principal.Kind.ON_CALL)
            .map(Principal::toString)
            .toList();
    if (meant) {
      return Optional.of("");
    }
    return schedules.isEmpty() ? Optional.empty() : Optional.of(String.join(" or ", schedules));
  }

  private static Optional<String> when(RuleDef rule, List<Finding> findings, Person person) {
    if (rule.when().isEmpty()) {
      return Optional.of("");
    }
    String text = rule.when().get().text();
    if (OF_THE_MOMENT.matcher(text).find() || !(person.isOne() || Names.areSpelledOut(text))) {
      return Optional.of(Sayings.line(text));
    }
    if (findings.stream().allMatch(f -> f.verdict() == Verdict.FAILED)) {
      return Optional.empty();
    }
    return Optional.of(findings.stream().allMatch(Surveyor::holds) ? "" : Sayings.line(text));
  }

  private static boolean holds(Finding finding) {
    return finding.verdict() != Verdict.FAILED
        && (finding.why().isEmpty() || finding.why().startsWith("who:"));
  }

  private static Subject subject(Person person, Subject.Kind kind) {
    var id = new SubjectId(UUID.nameUUIDFromBytes(person.name().getBytes(StandardCharsets.UTF_8)));
    return new Subject(id, id, person.name(), kind);
  }

  private static Facts facts(Person person, Subject.Kind kind, TargetDef target, String role) {
    Map<String, Value> known = new HashMap<>();
    if (target.isSelection()) {
      Map<String, Value> labels = new HashMap<>();
      target.select().forEach((name, value) -> labels.put(name, new Value.Text(value)));
      known.put(Known.TARGET_KIND, new Value.Text(target.kind()));
      known.put(Known.TARGET_LABELS, new Value.Named(labels));
    }
    return new Facts(
        subject(person, kind),
        person.idp(),
        target.name().value(),
        role,
        Duration.ofSeconds(1),
        Optional.empty(),
        SOME_TIME,
        known);
  }
}
