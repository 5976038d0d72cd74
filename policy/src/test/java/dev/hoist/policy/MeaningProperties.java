package dev.hoist.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.PolicySet;
import dev.hoist.kernel.policy.Terms;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
  record Rule(String who, String role, boolean denies, int minutes, boolean approval) {
    String yaml(int number) {
      String head = "  - {name: r" + number + ", who: [" + who + "], roles: [" + role + "], ";
      String rounds = approval ? "[{count: 1, from: group:leads, within: 30m}]" : "none";
      return denies
          ? head + "deny: No.}\n"
          : head + "grant: {max: " + minutes + "m}, approval: " + rounds + "}\n";
    }

    boolean isAbout(String person, String asked) {
      return role.equals(asked) && GROUPS_OF.getOrDefault(person, List.of()).contains(who);
    }
  }

  private static final java.util.Map<String, List<String>> GROUPS_OF =
      java.util.Map.of(
          "ana", List.of("everyone", "user:ana", "group:sre"),
          "dana", List.of("everyone", "user:dana", "group:leads"),
          "raj", List.of("everyone", "user:raj", "group:sre", "group:leads"),
          "kim", List.of("everyone", "user:kim"));

  private static final String HEAD =
      """
      apiVersion: hoist/v1
      policy: p
      groups: {sre: {members: [ana, raj]}, leads: {members: [dana, raj]}}
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
            Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(1, Arbitraries.just(true)),
                net.jqwik.api.Tuple.of(3, Arbitraries.just(false))),
            Arbitraries.integers().between(10, 120),
            Arbitraries.of(true, false))
        .as(Rule::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
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
      @ForAll Random random) {
    boolean denied = rules.stream().anyMatch(r -> r.denies() && r.isAbout(person, role));
    List<Rule> shuffled = new ArrayList<>(rules);
    Collections.shuffle(shuffled, random);
    for (List<Rule> order : List.of(rules, shuffled)) {
      Decision decision = set(order).decide(Given.facts(person, role, "db"));
      boolean byRule = decision instanceof Decision.Denied d && d.rule().isPresent();
      assertThat(byRule).isEqualTo(denied);
    }
  }

  @Property(tries = 300)
  @Label("S08 the first rule that matches decides; none is a denial")
  void firstMatchDecides(
      @ForAll("rules") List<Rule> rules,
      @ForAll("people") String person,
      @ForAll("roles") String role) {
    Optional<Rule> first = rules.stream().filter(r -> r.isAbout(person, role)).findFirst();
    Decision decision = set(rules).decide(Given.facts(person, role, "db"));
    boolean denied = rules.stream().anyMatch(r -> r.denies() && r.isAbout(person, role));
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
      @ForAll Random random) {
    int gone = random.nextInt(rules.size());
    if (rules.get(gone).denies()) {
      return;
    }
    List<Rule> fewer = new ArrayList<>(rules);
    fewer.remove(gone);
    var facts = Given.facts(person, role, "db");
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
      @ForAll("roles") String role) {
    PolicySet set = set(rules);
    var facts = Given.facts(person, role, "db");
    Decision first = set.decide(facts);
    assertThat(set.decide(facts)).isEqualTo(first);
    assertThat(set(rules).decide(facts)).isEqualTo(first);
    assertThat(set(rules).hash()).isEqualTo(set.hash());
  }

  private static Optional<Terms> terms(Decision decision) {
    return switch (decision) {
      case Decision.Allowed allowed -> Optional.of(allowed.terms());
      case Decision.Amend amend -> Optional.of(amend.terms());
      case Decision.Denied denied -> Optional.empty();
    };
  }
}
