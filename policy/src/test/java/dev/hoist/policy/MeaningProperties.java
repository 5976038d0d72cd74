package dev.hoist.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.Explanation;
import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.Known;
import dev.hoist.kernel.policy.PolicySet;
import dev.hoist.kernel.policy.Terms;
import dev.hoist.kernel.policy.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for any rules in any order, asked by anyone for anything. */
class MeaningProperties {
  record Rule(String who, String role, String when, boolean denies, int minutes, boolean approval) {
    String yaml(int number) {
      String head =
          "  - {name: r%d, who: [%s], roles: [%s], when: \"%s\", "
              .formatted(number, who, role, when);
      String rounds = approval ? "[{count: 1, from: group:leads, within: 30m}]" : "none";
      return denies
          ? head + "deny: No.}\n"
          : head + "grant: {max: " + minutes + "m}, approval: " + rounds + "}\n";
    }

    /** By a second and much simpler reading of the language. */
    boolean matches(String person, String asked, Optional<Boolean> onCall) {
      if (!role.equals(asked) || !GROUPS_OF.getOrDefault(person, List.of()).contains(who)) {
        return false;
      }
      return switch (when) {
        case "true" -> true;
        case "on_call('p')" -> onCall.orElse(denies);
        case "!on_call('p')" -> onCall.map(on -> !on).orElse(denies);
        case "on_call('p') || true" -> true;
        case "on_call('p') && false" -> false;
        default -> throw new AssertionError(when);
      };
    }
  }

  private static Facts facts(String person, String role, Optional<Boolean> onCall) {
    Map<String, Value> known =
        onCall.isPresent() ? Map.of(Known.ON_CALL + "p", new Value.Flag(onCall.get())) : Map.of();
    return Given.facts(person, role, "db", known);
  }

  @Provide
  Arbitrary<Optional<Boolean>> onCall() {
    return Arbitraries.of(Optional.empty(), Optional.of(true), Optional.of(false));
  }

  private static final Map<String, List<String>> GROUPS_OF =
      Map.of(
          "ana", List.of("everyone", "user:ana", "group:sre"),
          "dana", List.of("everyone", "user:dana", "group:leads"),
          "raj", List.of("everyone", "user:raj", "group:sre", "group:leads"),
          "kim", List.of("everyone", "user:kim"));

  private static final String HEAD =
      """
      apiVersion: hoist/v1
      policy: p
      groups: {sre: {members: [ana, raj]}, leads: {members: [dana, raj]}}
      schedules: {p: {pagerduty: P1}}
      targets: {db: {kind: postgres, address: "db:5432"}}
      roles: {read: {on: db, grants: [S]}, fix: {on: db, grants: [U]}}
      rules:
      """;

  @Provide
  Arbitrary<List<Rule>> rules() {
    Arbitrary<String> who =
        Arbitraries.of("group:sre", "group:leads", "user:ana", "user:kim", "everyone");
    return Combinators.combine(
            who,
            Arbitraries.of("read", "fix"),
            Arbitraries.of(
                "true",
                "true",
                "on_call('p')",
                "!on_call('p')",
                "on_call('p') || true",
                "on_call('p') && false"),
            Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(1, Arbitraries.just(true)),
                net.jqwik.api.Tuple.of(3, Arbitraries.just(false))),
            Arbitraries.integers().between(10, 120),
            Arbitraries.of(true, false))
        .as(Rule::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(16);
  }

  @Provide
  Arbitrary<String> people() {
    return Arbitraries.of("ana", "dana", "raj", "kim");
  }

  @Provide
  Arbitrary<String> roles() {
    return Arbitraries.of("read", "fix");
  }

  private static PolicySet set(List<Rule> rules) {
    var text = new StringBuilder(HEAD);
    for (int i = 0; i < rules.size(); i++) {
      text.append(rules.get(i).yaml(i));
    }
    return Given.set(text.append(rules.isEmpty() ? "  []\n" : "").toString());
  }

  @Property(tries = 300)
  @Label("S08 a denial that matches denies, wherever it stands")
  void denyDominates(
      @ForAll("rules") List<Rule> rules,
      @ForAll("people") String person,
      @ForAll("roles") String role,
      @ForAll("onCall") Optional<Boolean> onCall,
      @ForAll Random random) {
    boolean denied = rules.stream().anyMatch(r -> r.denies() && r.matches(person, role, onCall));
    List<Rule> shuffled = new ArrayList<>(rules);
    Collections.shuffle(shuffled, random);
    for (List<Rule> order : List.of(rules, shuffled)) {
      Decision decision = set(order).decide(facts(person, role, onCall));
      boolean byRule = decision instanceof Decision.Denied d && d.rule().isPresent();
      assertThat(byRule).isEqualTo(denied);
    }
  }

  @Property(tries = 300)
  @Label("S08 the first rule that matches decides; none is a denial")
  void firstMatchDecides(
      @ForAll("rules") List<Rule> rules,
      @ForAll("people") String person,
      @ForAll("roles") String role,
      @ForAll("onCall") Optional<Boolean> onCall) {
    Optional<Rule> first = rules.stream().filter(r -> r.matches(person, role, onCall)).findFirst();
    Decision decision = set(rules).decide(facts(person, role, onCall));
    boolean denied = rules.stream().anyMatch(r -> r.denies() && r.matches(person, role, onCall));
    if (first.isEmpty() || denied) {
      assertThat(decision).isInstanceOf(Decision.Denied.class);
    } else {
      assertThat(terms(decision).orElseThrow().max().toMinutes()).isEqualTo(first.get().minutes());
    }
  }

  @Property(tries = 300)
  @Label("S08 without one of its rules a policy lets nobody have what they could not ask for")
  void removingARuleGivesNobodyMore(
      @ForAll("rules") List<Rule> rules,
      @ForAll("people") String person,
      @ForAll("roles") String role,
      @ForAll("onCall") Optional<Boolean> onCall,
      @ForAll Random random) {
    int gone = random.nextInt(rules.size());
    if (rules.get(gone).denies()) {
      return;
    }
    List<Rule> fewer = new ArrayList<>(rules);
    fewer.remove(gone);
    var facts = facts(person, role, onCall);
    if (terms(set(rules).decide(facts)).isEmpty()) {
      assertThat(terms(set(fewer).decide(facts))).isEmpty();
    }
  }

  @Property(tries = 300)
  @Label("S08 what policy does not know is never granted")
  void theUnknownIsNeverGranted(
      @ForAll("rules") List<Rule> rules, @ForAll String name, @ForAll("people") String person) {
    PolicySet set = set(rules);
    assertThat(set.decide(Given.facts(person, name, "db"))).isInstanceOf(Decision.Denied.class);
    assertThat(set.decide(Given.facts(person, "read", name))).isInstanceOf(Decision.Denied.class);
  }

  @Property(tries = 200)
  @Label("S08 the same facts get the same decision, today and from a set loaded again")
  void decidingIsPure(
      @ForAll("rules") List<Rule> rules,
      @ForAll("people") String person,
      @ForAll("roles") String role,
      @ForAll("onCall") Optional<Boolean> onCall) {
    PolicySet set = set(rules);
    var facts = facts(person, role, onCall);
    Decision first = set.decide(facts);
    assertThat(set.decide(facts)).isEqualTo(first);
    assertThat(set(rules).decide(facts)).isEqualTo(first);
    assertThat(set(rules).hash()).isEqualTo(set.hash());
  }

  @Property(tries = 300)
  @Label("S08 knowing less never grants more, and never lifts a denial")
  void knowingLessGrantsNoMore(
      @ForAll("rules") List<Rule> rules,
      @ForAll("people") String person,
      @ForAll("roles") String role) {
    PolicySet set = set(rules);
    boolean ever =
        terms(set.decide(facts(person, role, Optional.of(true)))).isPresent()
            || terms(set.decide(facts(person, role, Optional.of(false)))).isPresent();
    if (!ever) {
      assertThat(terms(set.decide(facts(person, role, Optional.empty())))).isEmpty();
    }
  }

  @Property(tries = 300)
  @Label("S08 an explanation agrees with the decision, and gives a reason for every other rule")
  void explanationsAgree(
      @ForAll("rules") List<Rule> rules,
      @ForAll("people") String person,
      @ForAll("roles") String role,
      @ForAll("onCall") Optional<Boolean> onCall) {
    PolicySet set = set(rules);
    Facts facts = facts(person, role, onCall);
    Explanation explanation = set.explain(facts);
    assertThat(explanation.decision()).isEqualTo(set.decide(facts));
    List<String> deciding =
        explanation.rules().stream()
            .filter(f -> f.verdict() == Explanation.Verdict.DECIDED)
            .map(Explanation.Finding::rule)
            .toList();
    assertThat(deciding).isEqualTo(rule(explanation.decision()).stream().toList());
    assertThat(explanation.rules())
        .hasSize((int) rules.stream().filter(r -> r.role().equals(role)).count())
        .allSatisfy(f -> assertThat(f.why().isEmpty()).isEqualTo(matches(f, onCall)));
  }

  /** A denial that holds in doubt says what is not known. */
  private static boolean matches(Explanation.Finding finding, Optional<Boolean> onCall) {
    boolean matched =
        finding.verdict() == Explanation.Verdict.DECIDED
            || finding.verdict() == Explanation.Verdict.NOT_REACHED;
    boolean inDoubt = finding.denies() && onCall.isEmpty() && !finding.why().isEmpty();
    return matched && !inDoubt;
  }

  private static Optional<String> rule(Decision decision) {
    return switch (decision) {
      case Decision.Allowed allowed -> Optional.of(allowed.rule());
      case Decision.Amend amend -> Optional.of(amend.rule());
      case Decision.Denied denied -> denied.rule();
    };
  }

  private static Optional<Terms> terms(Decision decision) {
    return switch (decision) {
      case Decision.Allowed allowed -> Optional.of(allowed.terms());
      case Decision.Amend amend -> Optional.of(amend.terms());
      case Decision.Denied denied -> Optional.empty();
    };
  }
}
