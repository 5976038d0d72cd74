package dev.hoist.policy.cel;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.hoist.policy.source.Nearest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds texts in a condition that could never be what they are used as. */
final class Literals {
  private static final Pattern DURATION =
      Pattern.compile("[-+]?(?:[0-9]+(?:\\.[0-9]+)?(?:h|m|s|ms|us|ns))+");

  private final CelAbstractSyntaxTree ast;
  private final Set<String> schedules;

  Literals(CelAbstractSyntaxTree ast, Set<String> schedules) {
    this.ast = ast;
    this.schedules = schedules;
  }

  List<Fault> faults() {
    return CelNavigableAst.fromAst(ast)
        .getRoot()
        .allNodes()
        .flatMap(
            node ->
                switch (node.getKind()) {
                  case CALL -> faults(node.expr().call());
                  case SELECT -> schedule(node.expr());
                  default -> Stream.empty();
                })
        .toList();
  }

  private Stream<Fault> faults(CelExpr.CelCall call) {
    List<CelExpr> arguments = Stream.concat(call.target().stream(), call.args().stream()).toList();
    CelExpr last = arguments.isEmpty() ? null : arguments.getLast();
    if (last == null || constant(last).isEmpty()) {
      return Stream.empty();
    }
    String text = constant(last).get();
    return wrong(call.function(), text).map(why -> fault(last, text, why)).stream();
  }

  private Stream<Fault> schedule(CelExpr select) {
    CelExpr operand = select.select().operand();
    String name = select.select().field();
    boolean onCall =
        operand.getKind() == ExprKind.Kind.IDENT && operand.ident().name().equals(Cel.ON_CALL);
    return onCall && !schedules.contains(name)
        ? Stream.of(fault(select, name, noSchedule(name)))
        : Stream.empty();
  }

  private String noSchedule(String name) {
    String near = Nearest.hint(name, schedules);
    return "no schedule " + name + (near.isEmpty() ? "; define it under schedules" : near);
  }

  private static Optional<String> wrong(String function, String text) {
    return switch (function) {
      case "duration" ->
          DURATION.matches(text)
              ? Optional.empty()
              : Optional.of(
                  "not a duration: " + text + "; write 30m, 1h30m or 45s, and 24h for a day");
      case "timestamp" -> timestamp(text);
      case "matches" -> pattern(text);
      case "weekday", "clock" ->
          LocalTimes.zone(text).isPresent()
              ? Optional.empty()
              : Optional.of("no time zone " + text + "; write one such as Europe/Berlin");
      default -> Optional.empty();
    };
  }

  private static Optional<String> timestamp(String text) {
    try {
      Objects.requireNonNull(Instant.parse(text));
      return Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.of("not a timestamp: " + text + "; write 2026-11-03T14:00:00Z");
    }
  }

  private static Optional<String> pattern(String text) {
    try {
      Objects.requireNonNull(Pattern.compile(text));
      return Optional.empty();
    } catch (PatternSyntaxException e) {
      return Optional.of("not a pattern: " + e.getDescription());
    }
  }

  private static Optional<String> constant(CelExpr expr) {
    return expr.getKind() == ExprKind.Kind.CONSTANT
            && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? Optional.of(expr.constant().stringValue())
        : Optional.empty();
  }

  private Fault fault(CelExpr expr, String literal, String message) {
    int offset = Objects.requireNonNullElse(ast.getSource().getPositionsMap().get(expr.id()), 0);
    return new Fault(offset, literal.codePointCount(0, literal.length()) + 2, message);
  }
}
