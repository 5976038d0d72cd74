package dev.hoist.policy.cel;

import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.hoist.policy.source.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Compiles the conditions of a set; the same text is compiled once. Thread-safe. */
public final class Conditions {
  /** Made when the first condition is met: whoever has none does not pay for the language. */
  private static final class Languages {
    static final Cel REQUEST = new Cel(Vocabulary.REQUEST);
    static final Cel STATEMENT = new Cel(Vocabulary.STATEMENT);

    static Cel of(Vocabulary vocabulary) {
      return switch (vocabulary) {
        case REQUEST -> REQUEST;
        case STATEMENT -> STATEMENT;
      };
    }
  }

  /** What conditions are about. */
  public enum Subject {
    REQUEST,
    STATEMENT
  }

  /** A condition, or why it is none. */
  private sealed interface Compiled {
    record Good(Condition condition) implements Compiled {}

    record Bad(List<Fault> faults) implements Compiled {}
  }

  private record Key(Vocabulary vocabulary, String text) {}

  private final Map<Key, Compiled> done = new ConcurrentHashMap<>();
  private final Set<String> schedules;

  /**
   * @param schedules the names that {@code on_call} may ask for
   */
  public Conditions(Set<String> schedules) {
    this.schedules = schedules;
  }

  /** What is wrong with a condition; empty when nothing is. */
  public List<Fault> faults(Subject about, String text) {
    return switch (compiled(about, text)) {
      case Compiled.Good good -> List.of();
      case Compiled.Bad bad -> bad.faults();
    };
  }

  /**
   * @param text a condition without faults
   */
  public Condition get(Subject about, String text) {
    return switch (compiled(about, text)) {
      case Compiled.Good good -> good.condition();
      case Compiled.Bad bad -> throw new IllegalArgumentException("not a condition: " + text);
    };
  }

  private Compiled compiled(Subject about, String text) {
    return done.computeIfAbsent(new Key(vocabulary(about), text), this::compile);
  }

  private static Vocabulary vocabulary(Subject about) {
    return switch (about) {
      case REQUEST -> Vocabulary.REQUEST;
      case STATEMENT -> Vocabulary.STATEMENT;
    };
  }

  private Compiled compile(Key key) {
    Cel cel = Languages.of(key.vocabulary());
    try {
      CelValidationResult result = cel.compiler.compile(key.text());
      if (result.hasError()) {
        return new Compiled.Bad(
            new Faults(key.text(), key.vocabulary()).of(List.copyOf(result.getErrors())));
      }
      List<Fault> faults = new ArrayList<>(new Literals(result.getAst(), schedules).faults());
      faults.addAll(new Tame(result.getAst()).faults());
      if (!faults.isEmpty()) {
        return new Compiled.Bad(faults);
      }
      CelRuntime.Program program = cel.runtime.createProgram(result.getAst());
      return new Compiled.Good(
          new Condition(
              program,
              Mentions.of(result.getAst()),
              Contradiction.of(result.getAst()),
              () -> clauses(cel, key.text(), program)));
    } catch (CelValidationException
        | CelEvaluationException
        | RuntimeException
        | StackOverflowError e) {
      // The compiler is fed hostile text; whatever it throws is the text's fault, never a crash.
      String said = Printable.of(String.valueOf(e.getMessage()), 200);
      return new Compiled.Bad(List.of(new Fault(0, 1, "not a condition: " + said)));
    }
  }

  private static List<Condition.Clause> clauses(Cel cel, String text, CelRuntime.Program whole) {
    List<Condition.Clause> clauses = new ArrayList<>();
    for (String one : ClauseSplitter.split(text)) {
      CelValidationResult result = cel.compiler.compile(one);
      if (result.hasError()) {
        return List.of(clause(text, whole)); // taken apart wrongly: keep it whole
      }
      try {
        clauses.add(clause(one, cel.runtime.createProgram(result.getAst())));
      } catch (CelValidationException | CelEvaluationException e) {
        return List.of(clause(text, whole));
      }
    }
    return clauses;
  }

  private static Condition.Clause clause(String text, CelRuntime.Program program) {
    return new Condition.Clause(text.strip().replaceAll("\\s+", " "), program);
  }
}
