package dev.hoist.policy.author;

import dev.hoist.kernel.policy.Answers;
import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.Explanation;
import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.Stage;
import dev.hoist.kernel.policy.Terms;
import dev.hoist.policy.Reading;
import dev.hoist.policy.cel.Effort;
import dev.hoist.policy.model.PolicyDoc;
import dev.hoist.policy.model.TestDef;
import dev.hoist.policy.model.TestDef.Answer;
import dev.hoist.policy.model.TestDef.Expected;
import dev.hoist.policy.source.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs the tests that stand in policy files: {@code hoist policy test}. */
public final class TestRun {
  private TestRun() {}

  /**
   * One test's result.
   *
   * @param failures what came out otherwise than expected; empty when it passed
   * @param explanation how the decision came about
   */
  public record Result(
      String file, int line, String it, List<String> failures, Explanation explanation) {
    public Result {
      failures = List.copyOf(failures);
    }

    public boolean passed() {
      return failures.isEmpty();
    }
  }

  /** One that failed, without how its decision came about. */
  public record Failed(String file, int line, String it, List<String> failures) {
    public Failed {
      failures = List.copyOf(failures);
    }
  }

  private record Placed(PolicyDoc doc, TestDef test) {}

  /** In the order of files and of the tests in them. */
  public static List<Result> run(Reading.Bound policy) {
    return Effort.within(Effort.TESTS, () -> tests(policy).map(t -> run(policy, t)).toList());
  }

  /**
   * The first few that fail, for whoever does not trust the files: the tests of all of them
   * together cost no more than {@link Effort#TESTS}.
   */
  public static List<Failed> failing(Reading.Bound policy, int most) {
    return Effort.within(
        Effort.TESTS,
        () -> tests(policy).flatMap(t -> failed(policy, t).stream()).limit(most).toList());
  }

  private static Stream<Placed> tests(Reading.Bound policy) {
    return policy.set().docs().stream()
        .flatMap(doc -> doc.tests().stream().map(test -> new Placed(doc, test)));
  }

  private static Result run(Reading.Bound policy, Placed placed) {
    TestDef test = placed.test();
    Explanation explanation = policy.book().explain(facts(policy, test), assumed(test));
    return new Result(
        placed.doc().source().name(),
        test.it().mark().line(),
        test.it().value(),
        failures(test.expected(), explanation.decision()),
        explanation);
  }

  private static Optional<Failed> failed(Reading.Bound policy, Placed placed) {
    TestDef test = placed.test();
    Decision decision = policy.book().decide(facts(policy, test), assumed(test));
    List<String> failures = failures(test.expected(), decision);
    return failures.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Failed(
                placed.doc().source().name(),
                test.it().mark().line(),
                test.it().value(),
                failures));
  }

  private static Facts facts(Reading.Bound policy, TestDef test) {
    return Answers.typed(
        policy.book(),
        TestFacts.of(test.given(), test.asked(), policy.set().schedules().schedules()));
  }

  private static Set<String> assumed(TestDef test) {
    return test.given().groups().stream()
        .map(g -> "group:" + g.value())
        .collect(Collectors.toSet());
  }

  private static List<String> failures(Expected expected, Decision decision) {
    if (Effort.spent()) {
      return List.of(
          "the tests up to here take too long together; make fewer, or simpler conditions");
    }
    List<String> failures = new ArrayList<>();
    if (answer(decision) != expected.answer()) {
      failures.add("decision: " + word(answer(decision)) + ", not " + word(expected.answer()));
    }
    expected
        .rule()
        .filter(rule -> !rule(decision).equals(Optional.of(rule.value())))
        .ifPresent(
            rule ->
                failures.add("rule: " + rule(decision).orElse("none") + ", not " + rule.value()));
    expected.max().flatMap(max -> max(max, decision)).ifPresent(failures::add);
    expected.approvals().flatMap(n -> approvals(n, decision)).ifPresent(failures::add);
    expected
        .message()
        .filter(part -> !message(decision).contains(part))
        .ifPresent(
            part -> failures.add("message: \"" + message(decision) + "\" lacks \"" + part + '"'));
    return failures;
  }

  private static String word(Answer answer) {
    return answer.name().toLowerCase(Locale.ROOT);
  }

  private static Answer answer(Decision decision) {
    return switch (decision) {
      case Decision.Allowed a -> a.terms().stages().isEmpty() ? Answer.ALLOW : Answer.APPROVE;
      case Decision.Amend a -> Answer.AMEND;
      case Decision.Denied d -> Answer.DENY;
    };
  }

  private static Optional<String> rule(Decision decision) {
    return switch (decision) {
      case Decision.Allowed a -> Optional.of(a.rule());
      case Decision.Amend a -> Optional.of(a.rule());
      case Decision.Denied d -> d.rule();
    };
  }

  private static String message(Decision decision) {
    return switch (decision) {
      case Decision.Allowed a -> "";
      case Decision.Amend a -> String.join("; ", a.problems());
      case Decision.Denied d -> d.message();
    };
  }

  private static Optional<Terms> terms(Decision decision) {
    return switch (decision) {
      case Decision.Allowed a -> Optional.of(a.terms());
      case Decision.Amend a -> Optional.of(a.terms());
      case Decision.Denied d -> Optional.empty();
    };
  }

  private static Optional<String> max(Duration wanted, Decision decision) {
    Optional<Duration> max = terms(decision).map(Terms::max);
    return max.equals(Optional.of(wanted))
        ? Optional.empty()
        : Optional.of(
            "max: " + max.map(Durations::show).orElse("none") + ", not " + Durations.show(wanted));
  }

  private static Optional<String> approvals(int wanted, Decision decision) {
    int needed =
        terms(decision).stream().flatMap(t -> t.stages().stream()).mapToInt(Stage::count).sum();
    return needed == wanted
        ? Optional.empty()
        : Optional.of("approvals: " + needed + ", not " + wanted);
  }
}
