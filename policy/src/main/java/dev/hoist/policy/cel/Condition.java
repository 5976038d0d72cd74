package dev.hoist.policy.cel;

import com.google.common.base.Suppliers;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.hoist.policy.source.Printable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** A compiled condition. Safe for any number of threads. */
public final class Condition {
  private static final int LONGEST_WHY = 200;

  private final CelRuntime.Program program;
  private final Set<String> mentions;
  private final Optional<String> contradiction;
  private final Supplier<List<Clause>> clauses;

  /**
   * @param mentions what it asks of the world
   * @param contradiction why it never holds, if that is certain
   * @param clauses what {@code &&} joins; compiled only when an explanation wants them
   */
  Condition(
      CelRuntime.Program program,
      Set<String> mentions,
      Optional<String> contradiction,
      Supplier<List<Clause>> clauses) {
    this.program = program;
    this.mentions = mentions;
    this.contradiction = contradiction;
    this.clauses = Suppliers.memoize(clauses::get);
  }

  /**
   * One of the clauses that {@code &&} joins.
   *
   * @param text as written, on one line
   */
  record Clause(String text, CelRuntime.Program program) {}

  /** What it asks of the world, by the names of {@link dev.hoist.kernel.policy.Known}. */
  public Set<String> mentions() {
    return mentions;
  }

  /** Why it never holds, in words; empty when it may. */
  public Optional<String> contradiction() {
    return contradiction;
  }

  /** How a condition came out. */
  public sealed interface Outcome {
    /** It holds. */
    record Holds() implements Outcome {}

    /** It does not. */
    record Fails() implements Outcome {}

    /** It cannot be told; most that cannot are never asked why not. */
    record Unknown(Throwable cause) implements Outcome {
      String why() {
        return Condition.why(cause);
      }
    }
  }

  private static final Outcome HOLDS = new Outcome.Holds();
  private static final Outcome FAILS = new Outcome.Fails();

  public Outcome test(Variables variables) {
    return test(program, variables);
  }

  private static Outcome test(CelRuntime.Program program, Variables variables) {
    return Effort.within(Effort.CONDITION, () -> run(program, variables));
  }

  private static Outcome run(CelRuntime.Program program, Variables variables) {
    try {
      Effort.spend(1);
      return Boolean.TRUE.equals(program.eval(variables::find)) ? HOLDS : FAILS;
    } catch (CelEvaluationException | RuntimeException | StackOverflowError | Effort.Spent e) {
      // Whatever goes wrong in a condition, it says nothing; the rule decides what that means.
      return new Outcome.Unknown(e);
    }
  }

  /** Why it does not hold: the first clause that fails or cannot be told, and why not. */
  public String why(Variables variables) {
    return switch (test(variables)) {
      case Outcome.Holds holds -> "";
      case Outcome.Fails fails ->
          first(variables, o -> o instanceof Outcome.Fails ? " does not hold" : "")
              .orElse("when does not hold");
      case Outcome.Unknown unknown ->
          first(variables, o -> o instanceof Outcome.Unknown u ? " cannot be told: " + u.why() : "")
              .orElse("when cannot be told: " + unknown.why());
    };
  }

  private Optional<String> first(Variables variables, Function<Outcome, String> said) {
    for (Clause clause : clauses.get()) {
      String why = said.apply(test(clause.program(), variables));
      if (!why.isEmpty()) {
        return Optional.of(clause.text() + why);
      }
    }
    return Optional.empty(); // together they went over the budget that each alone keeps to
  }

  private static String why(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownFact fact) {
        return String.valueOf(fact.getMessage());
      }
    }
    String message = String.valueOf(e.getMessage());
    int detail = message.startsWith("evaluation error at") ? message.indexOf(": ") + 2 : 0;
    return Printable.of(message.substring(detail), LONGEST_WHY);
  }
}
