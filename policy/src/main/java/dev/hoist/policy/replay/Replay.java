package dev.hoist.policy.replay;

import dev.hoist.kernel.policy.Answers;
import dev.hoist.kernel.policy.Ask;
import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.Explanation;
import dev.hoist.kernel.policy.Explanation.Finding;
import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.PolicySet;
import dev.hoist.kernel.policy.Stage;
import dev.hoist.kernel.policy.Terms;
import dev.hoist.policy.diff.TermSayings;
import dev.hoist.policy.replay.Past.Answer;
import dev.hoist.policy.replay.Past.Kept;
import dev.hoist.policy.source.Durations;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides the past again under one set. Deciding is for any number of threads; what comes of it is
 * added up by one.
 */
public final class Replay {
  /** More than this nobody reads; all are counted. */
  public static final int MOST_SHOWN = 1000;

  private final PolicySet policy;
  private final Set<String> requests = new HashSet<>();
  private final Map<Turn, Integer> counts = new EnumMap<>(Turn.class);
  private final List<Turned> turned = new ArrayList<>();

  public Replay(PolicySet policy) {
    this.policy = policy;
  }

  /**
   * What came of it.
   *
   * @param requests how many were decided again
   * @param counts how many of each sort; sorts of which there are none are left out
   * @param turned those that come out otherwise, at most {@link #MOST_SHOWN}
   */
  public record Result(int requests, Map<Turn, Integer> counts, List<Turned> turned) {
    public Result {
      counts = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(counts));
      turned = List.copyOf(turned);
    }
  }

  public Result result() {
    int all = counts.values().stream().mapToInt(Integer::intValue).sum();
    return new Result(all, counts, turned);
  }

  /** A decision of the past, and the one that it would be now. */
  public record Judged(Past past, Decision now) {}

  /** Decides one again. Safe for any number of threads. */
  public Judged judge(Past past) {
    return new Judged(past, policy.decide(Answers.typed(policy, past.facts())));
  }

  /** The next one, in the order of their numbers; later decisions on a request count no more. */
  public void add(Judged judged) {
    Past past = judged.past();
    if (past.request().isPresent() && !requests.add(past.request().get())) {
      return;
    }
    Turn turn = turn(past.answer(), answer(judged.now()));
    counts.merge(turn, 1, Integer::sum);
    if (turn != Turn.SAME && turn != Turn.SAME_AS_KEPT && turned.size() < MOST_SHOWN) {
      turned.add(turned(past, turn, judged.now()));
    }
  }

  /** A decision, as far as it is compared. */
  public static Answer answer(Decision decision) {
    return switch (decision) {
      case Decision.Allowed a -> new Answer.Given(a.rule(), new Kept(a.terms(), true));
      case Decision.Amend a -> new Answer.Amended(a.rule(), new Kept(a.terms(), true));
      case Decision.Denied d -> new Answer.Denied(d.rule(), d.message());
    };
  }

  private static Turn turn(Answer was, Answer is) {
    return switch (is) {
      case Answer.Denied d -> was instanceof Answer.Denied ? Turn.SAME : Turn.DENIED;
      case Answer.Amended amended ->
          was instanceof Answer.Amended before
              ? turn(before.terms(), amended.terms())
              : Turn.AMENDED;
      case Answer.Given given ->
          was instanceof Answer.Given before ? turn(before, given) : Turn.GIVEN;
    };
  }

  private static Turn turn(Answer.Given was, Answer.Given is) {
    boolean atOnce = is.approvals() == 0;
    if ((was.approvals() == 0) != atOnce) {
      return atOnce ? Turn.WITHOUT_APPROVAL : Turn.WITH_APPROVAL;
    }
    return turn(was.terms(), is.terms());
  }

  private static Turn turn(Kept was, Kept is) {
    if (!changes(was, is).isEmpty()) {
      return Turn.OTHER_TERMS;
    }
    return was.ask() ? Turn.SAME : Turn.SAME_AS_KEPT;
  }

  /** What of the terms is otherwise, of that which was kept. */
  private static List<String> changes(Kept was, Kept is) {
    Terms then = was.terms();
    Terms now = was.ask() ? is.terms() : asking(is.terms(), then.ask());
    return then.equals(now) ? List.of() : TermSayings.changes(then, now);
  }

  private static Terms asking(Terms t, Ask ask) {
    return new Terms(t.max(), t.stages(), t.limits(), t.aftercare(), ask, t.questions());
  }

  private Turned turned(Past past, Turn turn, Decision now) {
    Facts facts = past.facts();
    return new Turned(
        past.number(),
        turn,
        facts.subject().name(),
        facts.target(),
        facts.role(),
        facts.at(),
        words(past.answer()),
        why(past, turn, now));
  }

  private static String words(Answer answer) {
    return switch (answer) {
      case Answer.Given g when g.approvals() == 0 -> "at once, by rule " + g.rule();
      case Answer.Given g -> people(g.approvals()) + ", by rule " + g.rule();
      case Answer.Amended a -> "to be amended, by rule " + a.rule();
      case Answer.Denied d -> "denied" + d.rule().map(r -> ", by rule " + r).orElse("");
    };
  }

  private static String people(int approvals) {
    return approvals + (approvals == 1 ? " approval" : " approvals");
  }

  /** Why the rule of then does not decide, when it is still there; else what decides now. */
  private String why(Past past, Turn turn, Decision now) {
    Explanation explanation = policy.explain(Answers.typed(policy, past.facts()));
    Optional<String> rule = rule(past.answer());
    Optional<Finding> then =
        explanation.rules().stream().filter(f -> rule.equals(Optional.of(f.rule()))).findFirst();
    String is = turn == Turn.OTHER_TERMS ? otherTerms(past.answer(), answer(now)) : now(now);
    if (rule.isEmpty() || rule.equals(rule(answer(now)))) {
      return is;
    }
    String was =
        then.map(
                f ->
                    f.why().isEmpty()
                        ? "another rule comes before " + f.rule()
                        : f.rule() + ": " + f.why())
            .orElse("rule " + rule.get() + " is not there any more");
    return now instanceof Decision.Denied d && d.rule().isEmpty() ? was : was + "; " + is;
  }

  private static Optional<String> rule(Answer answer) {
    return switch (answer) {
      case Answer.Given g -> Optional.of(g.rule());
      case Answer.Amended a -> Optional.of(a.rule());
      case Answer.Denied d -> d.rule();
    };
  }

  private static String otherTerms(Answer then, Answer now) {
    Kept was = terms(then).orElseThrow();
    List<String> changes = new ArrayList<>(changes(was, terms(now).orElseThrow()));
    if (!was.ask()) {
      changes.add("ask reason and ask ticket unknown, as they were not kept");
    }
    return "rule " + rule(now).orElseThrow() + ": " + String.join("; ", changes);
  }

  private static Optional<Kept> terms(Answer answer) {
    return switch (answer) {
      case Answer.Given g -> Optional.of(g.terms());
      case Answer.Amended a -> Optional.of(a.terms());
      case Answer.Denied d -> Optional.empty();
    };
  }

  private static String now(Decision now) {
    return switch (now) {
      case Decision.Allowed a -> "rule " + a.rule() + " gives it " + terms(a.terms());
      case Decision.Amend a -> "rule " + a.rule() + ": " + String.join("; ", a.problems());
      case Decision.Denied d ->
          d.rule().map(r -> "rule " + r + " denies: ").orElse("") + d.message();
    };
  }

  private static String terms(Terms terms) {
    int approvals = terms.stages().stream().mapToInt(Stage::count).sum();
    return (approvals == 0 ? "at once" : "with " + people(approvals))
        + ", up to "
        + Durations.show(terms.max());
  }
}
