package dev.hoist.policy.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.hoist.policy.source.Nearest;
import dev.hoist.policy.source.SafePattern;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds texts in a condition that could never be what they are used as. */
final class Literals {
  private static final Pattern DURATION =
      Pattern.compile("[-+]?(?:[0-9]{1,12}(?:\\.[0-9]{1,9})?(?:ms|us|ns|h|m|s)){1,6}");

  private static final Pattern PART = Pattern.compile("([0-9.]+)(ms|us|ns|h|m|s)");

  /** A hundred years; policy has no use for more, and arithmetic none for overflow. */
  private static final BigDecimal LONGEST = BigDecimal.valueOf(100L * 366 * 24 * 3600);

  private static final Map<String, BigDecimal> UNITS =
      Map.of(
          "h",
          BigDecimal.valueOf(3600),
          "m",
          BigDecimal.valueOf(60),
          "s",
          BigDecimal.ONE,
          "ms",
          new BigDecimal("0.001"),
          "us",
          new BigDecimal("0.000001"),
          "ns",
          new BigDecimal("0.000000001"));

  /** No moment of policy is outside these years. */
  private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

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
      return last != null && call.function().equals(Cel.MATCHES)
          ? Stream.of(at(last, 1, "the pattern of matches is written in quotes, where it stands"))
          : Stream.empty();
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
    return "no schedule " + name + Nearest.hint(name, schedules, "; define it under schedules");
  }

  private static Optional<String> wrong(String function, String text) {
    return switch (function) {
      case "duration" ->
          isDuration(text)
              ? Optional.empty()
              : Optional.of(
                  "not a duration: " + text + "; write 30m, 1h30m or 45s, and 24h for a day");
      case "timestamp" -> timestamp(text);
      case Cel.MATCHES -> SafePattern.wrong(text);
      case "weekday", "clock" ->
          LocalTimes.zone(text).isPresent()
              ? Optional.empty()
              : Optional.of("no time zone " + text + "; write one such as Europe/Berlin");
      default -> Optional.empty();
    };
  }

  private static Optional<String> timestamp(String text) {
    try {
      Instant at = Instant.parse(text);
      if (!at.isBefore(FIRST) && !at.isAfter(LAST)) {
        return Optional.empty();
      }
    } catch (DateTimeParseException e) {
      // said below
    }
    return Optional.of("not a timestamp: " + text + "; write 2026-11-03T14:00:00Z");
  }

  private static boolean isDuration(String text) {
    if (!DURATION.matcher(text).matches()) {
      return false;
    }
    BigDecimal seconds = BigDecimal.ZERO;
    for (Matcher part = PART.matcher(text); part.find(); ) {
      BigDecimal unit = UNITS.getOrDefault(part.group(2), BigDecimal.ONE);
      seconds = seconds.add(unit.multiply(new BigDecimal(part.group(1))));
    }
    return seconds.compareTo(LONGEST) <= 0;
  }

  private static Optional<String> constant(CelExpr expr) {
    return expr.getKind() == ExprKind.Kind.CONSTANT
            && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? Optional.of(expr.constant().stringValue())
        : Optional.empty();
  }

  private Fault fault(CelExpr expr, String literal, String message) {
    return at(expr, literal.codePointCount(0, literal.length()) + 2, message);
  }

  private Fault at(CelExpr expr, int width, String message) {
    int offset = Objects.requireNonNullElse(ast.getSource().getPositionsMap().get(expr.id()), 0);
    return new Fault(offset, width, message);
  }
}
