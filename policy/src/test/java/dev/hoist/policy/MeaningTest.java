package dev.hoist.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.Explanation;
import dev.hoist.kernel.policy.Explanation.Finding;
import dev.hoist.kernel.policy.Explanation.Verdict;
import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.PolicySet;
import dev.hoist.kernel.policy.Terms;
import dev.hoist.policy.Wild.Asked;
import dev.hoist.policy.Wild.Policy;
import dev.hoist.policy.Wild.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** What holds for any rules in any order, asked by anyone for anything. */
class MeaningTest {
  @Provide
  Arbitrary<Policy> policies() {
    return Wild.policies();
  }

  @Provide
  Arbitrary<Asked> asked() {
    return Wild.asked();
  }

  /** Nothing is said by cases of one sort only; the rarest is some 10 % of a few hundred. */
  private static void often(boolean happened) {
    Statistics.collect(happened);
    Statistics.coverage(c -> c.check(true).percentage(p -> p > 2));
  }

  @Property(tries = 400)
  @Label("S08 a denial that matches or may match denies, wherever it stands")
  void denyDominates(
      @ForAll("policies") Policy policy, @ForAll("asked") Asked asked, @ForAll Random random) {
    List<Rule> shuffled = new ArrayList<>(policy.rules());
    Collections.shuffle(shuffled, random);
    for (Policy order : List.of(policy, policy.with(shuffled))) {
      Decision decision = order.load().decide(asked.facts());
      boolean byDenial =
          decision instanceof Decision.Denied d
              && d.rule().filter(rule -> denies(order, rule)).isPresent();
      assertThat(byDenial).isEqualTo(policy.denies(asked));
    }
    often(policy.denies(asked));
  }

  private static boolean denies(Policy policy, String rule) {
    return rule.startsWith("o") || policy.rules().get(Integer.parseInt(rule.substring(1))).denies();
  }

  @Property(tries = 400)
  @Label(
      "S08 the first rule that matches decides; none is a denial; who only observes grants nothing")
  void firstMatchDecides(@ForAll("policies") Policy policy, @ForAll("asked") Asked asked) {
    Optional<Integer> first = policy.first(asked);
    Decision decision = policy.load().decide(asked.facts());
    boolean granted = first.isPresent() && !policy.denies(asked) && !policy.observes();
    assertThat(terms(decision).isPresent()).isEqualTo(granted);
    if (granted) {
      Rule rule = policy.rules().get(first.get());
      assertThat(terms(decision).orElseThrow().max().toMinutes()).isEqualTo(rule.minutes());
      assertThat(terms(decision).orElseThrow().stages()).hasSize(rule.asks() ? 1 : 0);
      assertThat(rule(decision)).contains("r" + first.get());
      assertThat(decision instanceof Decision.Allowed).isEqualTo(!rule.night());
    }
    often(granted);
  }

  @Property(tries = 100)
  @Label("S08 without any one of its grants a policy lets nobody have what they could not ask for")
  void removingAGrantGivesNobodyWhatTheyCouldNotHave(
      @ForAll("policies") Policy policy, @ForAll("asked") Asked asked) {
    boolean denied = terms(policy.load().decide(asked.facts())).isEmpty();
    for (int i = 0; i < policy.rules().size() && denied; i++) {
      if (!policy.rules().get(i).denies()) {
        assertThat(terms(policy.without(i).load().decide(asked.facts()))).isEmpty();
      }
    }
    often(denied);
  }

  @Property(tries = 300)
  @Label("S08 what policy does not know is never granted")
  void theUnknownIsNeverGranted(
      @ForAll("policies") Policy policy, @ForAll String name, @ForAll("asked") Asked asked) {
    PolicySet set = policy.load();
    assertThat(set.decide(Given.facts(asked.person(), name, "db")))
        .isInstanceOf(Decision.Denied.class);
    assertThat(set.decide(Given.facts(asked.person(), "read", name)))
        .isInstanceOf(Decision.Denied.class);
  }

  @Property(tries = 200)
  @Label("S08 the same facts get the same decision, today and from a set loaded again")
  void decidingIsPure(@ForAll("policies") Policy policy, @ForAll("asked") Asked asked) {
    PolicySet set = policy.load();
    Decision first = set.decide(asked.facts());
    assertThat(set.decide(asked.facts())).isEqualTo(first);
    PolicySet again = policy.load();
    assertThat(again.decide(asked.facts())).isEqualTo(first);
    assertThat(again.hash()).isEqualTo(set.hash());
  }

  @Property(tries = 400)
  @Label("S08 what is given while facts are unknown is given however they turn out")
  void theUnknownNeverGrants(@ForAll("policies") Policy policy, @ForAll("asked") Asked asked) {
    PolicySet set = policy.load();
    boolean given = terms(set.decide(asked.facts())).isPresent();
    if (given) {
      assertThat(asked.foundOut())
          .allSatisfy(known -> assertThat(terms(set.decide(known.facts()))).isPresent());
    }
    often(given && asked.foundOut().count() > 1);
  }

  @Property(tries = 400)
  @Label("S08 an explanation agrees with the decision, and gives a reason for every other rule")
  void explanationsAgree(@ForAll("policies") Policy policy, @ForAll("asked") Asked asked) {
    PolicySet set = policy.load();
    Facts facts = asked.facts();
    Explanation explanation = set.explain(facts);
    assertThat(explanation.decision()).isEqualTo(set.decide(facts));
    List<String> deciding =
        explanation.rules().stream()
            .filter(f -> f.verdict() == Verdict.DECIDED)
            .map(Finding::rule)
            .toList();
    assertThat(deciding).isEqualTo(rule(explanation.decision()).stream().toList());
    for (Finding finding : explanation.rules()) {
      Optional<Boolean> matches = matches(policy, finding.rule(), asked);
      assertThat(finding.why().isEmpty()).isEqualTo(matches.orElse(false));
      assertThat(finding.verdict() == Verdict.FAILED).isEqualTo(!matches.orElse(true));
    }
    long about = policy.rules().stream().filter(r -> r.role().equals(asked.role())).count();
    assertThat(explanation.rules())
        .hasSize(policy.gives(asked) ? (int) about + policy.everywhere().size() : 0);
    often(!explanation.rules().isEmpty());
  }

  private static Optional<Boolean> matches(Policy policy, String rule, Asked asked) {
    int number = Integer.parseInt(rule.substring(1));
    return rule.startsWith("o")
        ? policy.everywhere().get(number).matchesAnyRole(asked)
        : policy.rules().get(number).matches(asked);
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
