package dev.hoist.policy.decide;

import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.Explanation;
import dev.hoist.kernel.policy.Explanation.Finding;
import dev.hoist.kernel.policy.Explanation.Verdict;
import dev.hoist.kernel.policy.Question;
import dev.hoist.kernel.policy.Terms;
import dev.hoist.policy.cel.Effort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decides one question by one page. */
final class Judgement {
  private final RolePage page;
  private final Hearing hearing;

  Judgement(RolePage page, Hearing hearing) {
    this.page = page;
    this.hearing = hearing;
  }

  /** What the rules ask of the world. */
  Set<String> wants() {
    return Stream.concat(
            page.denials().stream().map(Denying::head),
            page.allowing().all().stream().map(Allowing::head))
        .flatMap(head -> head.wants(hearing))
        .collect(Collectors.toUnmodifiableSet());
  }

  Decision decide() {
    return Effort.within(Effort.DECISION, this::decided);
  }

  private Decision decided() {
    Optional<Decision> denial = denial(page.everywhere()).or(() -> denial(page.denying()));
    if (denial.isPresent()) {
      return denial.get();
    }
    Optional<Head> unknown = Optional.empty();
    for (Allowing rule : page.allowing().of(hearing.standing())) {
      switch (rule.head().match(hearing)) {
        case YES -> {
          return observed(allowed(rule));
        }
        case UNKNOWN -> unknown = unknown.or(() -> Optional.of(rule.head()));
        case NO -> {}
      }
    }
    return new Decision.Denied(Optional.empty(), noRule(unknown));
  }

  /** What its rules ask; no two want one answer in different sorts, or they were not loaded. */
  List<Question> questions() {
    return page.allowing().all().stream()
        .flatMap(rule -> rule.terms().questions().stream())
        .toList();
  }

  /** Whether a denial for the whole organisation ends what it would deny now. */
  boolean revokes() {
    return page.everywhere().of(hearing.standing()).stream()
        .filter(Denying::revokes)
        .anyMatch(rule -> rule.head().match(hearing) != Match.NO);
  }

  private Optional<Decision> denial(Candidates<Denying> rules) {
    for (Denying rule : rules.of(hearing.standing())) {
      Match match = rule.head().match(hearing);
      if (match != Match.NO) {
        return Optional.of(denied(rule, match));
      }
    }
    return Optional.empty();
  }

  private Decision denied(Denying rule, Match match) {
    String doubt = match == Match.UNKNOWN ? " (to be safe: " + rule.head().why(hearing) + ")" : "";
    return new Decision.Denied(Optional.of(rule.head().name()), rule.message() + doubt);
  }

  private Decision allowed(Allowing rule) {
    Terms terms = hearing.terms(rule);
    List<String> problems = new ArrayList<>(Bounds.exceeded(terms, hearing.facts()));
    problems.addAll(rule.asks().missing(hearing.facts()));
    return problems.isEmpty()
        ? new Decision.Allowed(rule.head().name(), terms)
        : new Decision.Amend(rule.head().name(), terms, problems);
  }

  private Decision observed(Decision decision) {
    if (!page.observes()) {
      return decision;
    }
    return switch (decision) {
      case Decision.Allowed allowed -> wouldBe(allowed.rule(), "would have given it");
      case Decision.Amend amend -> wouldBe(amend.rule(), "would have asked for more");
      case Decision.Denied denied -> denied;
    };
  }

  private Decision wouldBe(String rule, String what) {
    return new Decision.Denied(
        Optional.of(rule),
        "policy "
            + page.policy()
            + " only observes and grants nothing yet; rule "
            + rule
            + " "
            + what);
  }

  private String noRule(Optional<Head> unknown) {
    String doubt =
        unknown
            .map(head -> "; rule " + head.name() + " could not be told: " + head.why(hearing))
            .orElse("");
    return "no rule of policy "
        + page.policy()
        + " gives "
        + hearing.name()
        + " role "
        + hearing.facts().role()
        + " on "
        + hearing.facts().target()
        + hearing.stranger()
        + doubt;
  }

  /** What explaining costs beyond deciding is of its own: it never changes the decision. */
  Explanation explain() {
    return new Explanation(decide(), Effort.within(Effort.DECISION, this::findings));
  }

  private List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    boolean decided = false;
    for (Denying rule : page.denials()) {
      decided |= add(findings, rule.head(), true, decided, Match.UNKNOWN);
    }
    for (Allowing rule : page.allowing().all()) {
      decided |= add(findings, rule.head(), false, decided, Match.YES);
    }
    return findings;
  }

  /**
   * @param least what already counts as a match: for a denial, doubt does
   * @return whether this rule decided
   */
  private boolean add(
      List<Finding> findings, Head head, boolean denies, boolean decided, Match least) {
    Match match = head.match(hearing);
    boolean matches = match == Match.YES || match == least;
    findings.add(
        new Finding(
            head.name(),
            head.file(),
            head.line(),
            denies,
            verdict(match, matches, decided),
            match == Match.YES ? "" : head.why(hearing)));
    return matches;
  }

  private static Verdict verdict(Match match, boolean matches, boolean decided) {
    if (matches) {
      return decided ? Verdict.NOT_REACHED : Verdict.DECIDED;
    }
    return match == Match.UNKNOWN ? Verdict.UNKNOWN : Verdict.FAILED;
  }
}
