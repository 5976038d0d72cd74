package dev.hoist.policy.author;

import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.Explanation;
import dev.hoist.kernel.policy.Explanation.Finding;
import dev.hoist.kernel.policy.Stage;
import dev.hoist.kernel.policy.Terms;
import dev.hoist.policy.source.Durations;
import java.util.List;
import java.util.stream.Collectors;

/** Explanations and test results as people read them. */
public final class Explained {
  private Explained() {}

  /** The decision, then what became of each rule. */
  public static String render(Explanation explanation) {
    return decision(explanation.decision())
        + "\n"
        + explanation.rules().stream()
            .map(rule -> "  " + finding(rule) + "\n")
            .collect(Collectors.joining());
  }

  /** A decision on one line. */
  public static String decision(Decision decision) {
    return switch (decision) {
      case Decision.Allowed a when a.terms().stages().isEmpty() ->
          "given at once, up to " + Durations.show(a.terms().max()) + " (" + a.rule() + ")";
      case Decision.Allowed a -> "needs " + approvals(a.terms()) + " (" + a.rule() + ")";
      case Decision.Amend a -> String.join("; ", a.problems()) + " (" + a.rule() + ")";
      case Decision.Denied d ->
          "denied: " + d.message() + d.rule().map(r -> " (" + r + ")").orElse("");
    };
  }

  private static String approvals(Terms terms) {
    return terms.stages().stream().map(Explained::stage).collect(Collectors.joining(", then "));
  }

  private static String stage(Stage stage) {
    return stage.count() + " of " + String.join(", ", stage.from().stream().sorted().toList());
  }

  private static String finding(Finding rule) {
    String mark =
        switch (rule.verdict()) {
          case DECIDED -> "→";
          case FAILED -> "·";
          case UNKNOWN -> "?";
          case NOT_REACHED -> " ";
        };
    String place = rule.file() + ":" + rule.line();
    String why =
        switch (rule.verdict()) {
          case DECIDED -> rule.denies() ? "denies" : "decides";
          case FAILED, UNKNOWN -> rule.why();
          case NOT_REACHED -> "matches too, and came too late";
        };
    return mark + " " + rule.rule() + "  (" + place + ")  " + why;
  }

  /** The tests that failed, each with what happened; then the count. */
  public static String render(List<TestRun.Result> results) {
    var out = new StringBuilder();
    for (TestRun.Result result : results) {
      if (!result.passed()) {
        out.append("✗ ").append(result.file()).append(':').append(result.line());
        out.append("  ").append(result.it()).append('\n');
        result.failures().forEach(f -> out.append("      ").append(f).append('\n'));
        render(result.explanation())
            .lines()
            .forEach(l -> out.append("      ").append(l).append('\n'));
      }
    }
    long failed = results.stream().filter(r -> !r.passed()).count();
    out.append(failed == 0 ? "✓ " : "✗ ").append(results.size() - failed).append(" passed");
    return out.append(failed == 0 ? "\n" : ", " + failed + " failed\n").toString();
  }
}
