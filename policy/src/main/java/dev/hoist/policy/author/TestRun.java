package dev.hoist.policy.author;

import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.Explanation;
import dev.hoist.kernel.policy.Stage;
import dev.hoist.kernel.policy.Terms;
import dev.hoist.policy.Reading;
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

  /** In the order of files and of the tests in them. */
  public static List<Result> run(Reading.Bound policy) {
    return policy.set().docs().stream()
        .flatMap(doc -> doc.tests().stream().map(test -> run(policy, doc, test)))
        .toList();
  }

  private static Result run(Reading.Bound policy, PolicyDoc doc, TestDef test) {
    Set<String> assumed =
        test.given().groups().stream().map(g -> "group:" + g.value()).collect(Collectors.toSet());
    Explanation explanation =
        policy
            .book()
            .explain(
                TestFacts.of(test.given(), test.asked(), policy.set().schedules().schedules()),
                assumed);
    return new Result(
        doc.source().name(),
        test.it().mark().line(),
        test.it().value(),
        failures(test.expected(), explanation.decision()),
        explanation);
  }

  private static List<String> failures(Expected expected, Decision decision) {
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
