package dev.hoist.policy;

import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.Known;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyLoader.Load;
import dev.hoist.kernel.policy.PolicySet;
import dev.hoist.kernel.policy.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Policies of every sort and requests to them, with a second and much simpler reading of what they
 * mean: everything that may be unknown is empty, and so is what cannot be told.
 */
final class Wild {
  private Wild() {}

  /** One request: who asks for what, and what is known of the world. */
  record Asked(
      String person,
      boolean agent,
      String role,
      String target,
      Optional<Boolean> onCall,
      Optional<Integer> mfaMinutes,
      Optional<String> team) {
    Facts facts() {
      Map<String, Value> known = new HashMap<>();
      onCall.ifPresent(on -> known.put(Known.ON_CALL + "p", new Value.Flag(on)));
      mfaMinutes.ifPresent(
          age ->
              known.put(Known.MFA_AT, new Value.Moment(Given.NOW.minus(Duration.ofMinutes(age)))));
      team.ifPresent(name -> known.put(Known.SUBJECT + "team", new Value.Text(name)));
      if (target.equals("web-1")) {
        known.put(Known.TARGET_KIND, new Value.Text("postgres"));
        known.put(
            Known.TARGET_LABELS,
            new Value.Named(Map.of("app", new Value.Text("shop"), "env", new Value.Text("test"))));
      }
      Facts plain = Given.facts(person, role, target, known);
      Subject subject = plain.subject();
      return new Facts(
          agent ? new Subject(subject.id(), subject.person(), person, Subject.Kind.AGENT) : subject,
          person.equals("raj") ? Set.of("okta/ops") : Set.of(),
          target,
          role,
          plain.asked(),
          plain.reason(),
          plain.at(),
          known);
    }

    /** The same with all that is not known found out, in every way that it could turn out. */
    Stream<Asked> foundOut() {
      return ways(onCall, true, false)
          .flatMap(
              on ->
                  ways(mfaMinutes, 5, 60)
                      .flatMap(
                          age ->
                              ways(team, "blue", "red")
                                  .map(
                                      name ->
                                          new Asked(person, agent, role, target, on, age, name))));
    }

    private static <T> Stream<Optional<T>> ways(Optional<T> known, T one, T other) {
      return known.isPresent() ? Stream.of(known) : Stream.of(Optional.of(one), Optional.of(other));
    }
  }

  private static final Map<String, List<String>> GROUPS =
      Map.of(
          "ana", List.of("sre", "all"),
          "dana", List.of("leads", "all"),
          "raj", List.of("sre", "leads", "all", "ops"),
          "kim", List.of());

  private static final Map<String, Function<Asked, Optional<Boolean>>> WHEN =
      Map.ofEntries(
          Map.entry("true", a -> Optional.of(true)),
          Map.entry("on_call('p')", Asked::onCall),
          Map.entry("!on_call('p')", a -> a.onCall().map(on -> !on)),
          Map.entry("on_call('p') || true", a -> Optional.of(true)),
          Map.entry("on_call('p') && false", a -> Optional.of(false)),
          Map.entry("subject.mfa_age < duration('15m')", a -> a.mfaMinutes().map(m -> m < 15)),
          Map.entry(
              "subject.mfa_age < duration('15m') || on_call('p')",
              a -> one(a.mfaMinutes().map(m -> m < 15), a.onCall())),
          Map.entry(
              "subject.mfa_age >= duration('15m') && !on_call('p')",
              a -> one(a.mfaMinutes().map(m -> m < 15), a.onCall()).map(either -> !either)),
          Map.entry("subject.attributes.team == 'blue'", a -> a.team().map("blue"::equals)),
          Map.entry("subject.kind == 'agent'", a -> Optional.of(a.agent())),
          Map.entry(
              "'leads' in subject.groups",
              a -> Optional.of(GROUPS.getOrDefault(a.person(), List.of()).contains("leads"))),
          Map.entry("target.labels.env == 'prod'", a -> Optional.of(a.target().equals("db"))));

  /** Whether one of two holds, as far as can be told. */
  private static Optional<Boolean> one(Optional<Boolean> a, Optional<Boolean> b) {
    Predicate<Optional<Boolean>> holds = x -> x.equals(Optional.of(true));
    if (holds.test(a) || holds.test(b)) {
      return Optional.of(true);
    }
    return a.isPresent() && b.isPresent() ? Optional.of(false) : Optional.empty();
  }

  record Rule(
      String who,
      String role,
      String when,
      boolean denies,
      int minutes,
      boolean asks,
      boolean night) {
    private String head(String name, String roles) {
      return "  - {name: %s, who: [%s], %swhen: \"%s\", ".formatted(name, who, roles, when);
    }

    String yaml(int number) {
      String head = head("r" + number, "roles: [" + role + "], ");
      String rounds = asks ? "[{count: 1, from: group:leads, within: 30m}]" : "none";
      String hours = night ? ", windows: \"daily 22:00-06:00\"" : "";
      return denies
          ? head + "deny: No.}\n"
          : head + "grant: {max: " + minutes + "m" + hours + "}, approval: " + rounds + "}\n";
    }

    /** As a denial of the whole organisation, about every role. */
    String everywhere(int number) {
      return head("o" + number, "") + "deny: No.}\n";
    }

    Optional<Boolean> matchesAnyRole(Asked asked) {
      Optional<Boolean> meant =
          who.equals("on_call:p")
              ? asked.onCall()
              : Optional.of(
                  who.equals("everyone")
                      || who.equals("user:" + asked.person())
                      || GROUPS.getOrDefault(asked.person(), List.of()).stream()
                          .anyMatch(g -> who.equals("group:" + g)));
      Optional<Boolean> holds = WHEN.getOrDefault(when, a -> Optional.empty()).apply(asked);
      return one(meant.map(m -> !m), holds.map(h -> !h)).map(fails -> !fails);
    }

    /** Empty when it cannot be told. */
    Optional<Boolean> matches(Asked asked) {
      return role.equals(asked.role()) ? matchesAnyRole(asked) : Optional.of(false);
    }
  }

  /**
   * A policy.
   *
   * @param everywhere denials of the whole organisation
   */
  record Policy(boolean observes, List<Rule> everywhere, List<Rule> rules) {
    /** Whether a denial matches, or may. */
    boolean denies(Asked asked) {
      return gives(asked)
          && (everywhere.stream().anyMatch(r -> r.matchesAnyRole(asked).orElse(true))
              || rules.stream().anyMatch(r -> r.denies() && r.matches(asked).orElse(true)));
    }

    /** Whether there is such a role on such a target at all. */
    boolean gives(Asked asked) {
      return asked.target().equals("db") || asked.role().equals("read");
    }

    /** The rule that decides when nothing denies. */
    Optional<Integer> first(Asked asked) {
      for (int i = 0; i < rules.size() && gives(asked); i++) {
        if (!rules.get(i).denies() && rules.get(i).matches(asked).orElse(false)) {
          return Optional.of(i);
        }
      }
      return Optional.empty();
    }

    /** Of another order, or without some. */
    Policy with(List<Rule> others) {
      return new Policy(observes, everywhere, others);
    }

    Policy without(int rule) {
      List<Rule> fewer = new ArrayList<>(rules);
      fewer.remove(rule);
      return with(fewer);
    }

    PolicySet load() {
      return switch (new HoistPolicyLoader()
          .load(List.of(new PolicyFile("all.yaml", all()), new PolicyFile("p.yaml", file())))) {
        case Load.Loaded loaded -> loaded.set();
        case Load.Rejected rejected ->
            throw new AssertionError(ProblemRenderer.render(rejected.problems()));
      };
    }

    private String all() {
      var text =
          new StringBuilder("apiVersion: hoist/v1\npolicy: all\nscope: organisation\nrules:");
      for (int i = 0; i < everywhere.size(); i++) {
        text.append(i == 0 ? "\n" : "").append(everywhere.get(i).everywhere(i));
      }
      return text.append(everywhere.isEmpty() ? " []\n" : "").toString();
    }

    private String file() {
      var text = new StringBuilder(observes ? HEAD.replace("enforce", "observe") : HEAD);
      for (int i = 0; i < rules.size(); i++) {
        text.append(i == 0 ? "\n" : "").append(rules.get(i).yaml(i));
      }
      return text.append(rules.isEmpty() ? " []\n" : "").toString();
    }
  }

  private static final String HEAD =
      """
      apiVersion: hoist/v1
      policy: p
      mode: enforce
      groups:
        sre: {members: [ana, raj]}
        leads: {members: [dana, raj]}
        all: {members: [group:sre, group:leads]}
        ops: {idp: okta/ops}
      schedules: {p: {pagerduty: P1}}
      targets:
        db: {kind: postgres, address: "db:5432", labels: {env: prod}}
        shop: {kind: postgres, select: {app: shop}}
      roles: {read: {on: [db, shop], grants: [S]}, fix: {on: db, grants: [U]}}
      rules:""";

  private static Arbitrary<Rule> rule(int denials, int grants) {
    return Combinators.combine(
            Arbitraries.of(
                "group:sre",
                "group:leads",
                "group:all",
                "group:ops",
                "user:ana",
                "user:kim",
                "on_call:p",
                "everyone"),
            Arbitraries.of("read", "read", "fix"),
            Arbitraries.of(WHEN.keySet().stream().sorted().toList()),
            Arbitraries.frequencyOf(
                Tuple.of(denials, Arbitraries.just(true)),
                Tuple.of(grants, Arbitraries.just(false))),
            Arbitraries.integers().between(10, 120),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false, false, false))
        .as(Rule::new);
  }

  static Arbitrary<Policy> policies() {
    return Combinators.combine(
            Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(true)), Tuple.of(9, Arbitraries.just(false))),
            Arbitraries.frequencyOf(
                Tuple.of(1, rule(1, 0).list().ofMinSize(1).ofMaxSize(2)),
                Tuple.of(3, Arbitraries.<List<Rule>>just(List.of()))),
            rule(1, 12).list().ofMinSize(1).ofMaxSize(30))
        .as(Policy::new);
  }

  static Arbitrary<Asked> asked() {
    return Combinators.combine(
            Arbitraries.of("ana", "dana", "raj", "kim"),
            Arbitraries.of(true, false, false),
            Arbitraries.of("read", "read", "fix"),
            Arbitraries.of("db", "db", "web-1"),
            Arbitraries.of(Optional.of(true), Optional.of(false), Optional.<Boolean>empty()),
            Arbitraries.of(Optional.of(5), Optional.of(60), Optional.<Integer>empty()),
            Arbitraries.of(Optional.of("blue"), Optional.of("red"), Optional.<String>empty()))
        .as(Asked::new);
  }
}
