package dev.hoist.policy.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds a condition that never holds, because {@code &&} joins that one thing is equal to two
 * different literals. Literals of the same type only: {@code 1} and {@code 1.0} are equal.
 */
final class Contradiction {
  private final Map<List<String>, CelConstant> equal = new HashMap<>();

  private Contradiction() {}

  /** What cannot be, in words; empty when nothing is certain. */
  static Optional<String> of(CelAbstractSyntaxTree ast) {
    return new Contradiction().in(ast.getExpr());
  }

  private Optional<String> in(CelExpr expr) {
    if (expr.getKind() != ExprKind.Kind.CALL) {
      return Optional.empty();
    }
    CelExpr.CelCall call = expr.call();
    return switch (call.function()) {
      case "_&&_" -> call.args().stream().flatMap(arg -> in(arg).stream()).findFirst();
      case "_==_" -> equality(call.args());
      default -> Optional.empty();
    };
  }

  private Optional<String> equality(List<CelExpr> sides) {
    return Stream.of(sides, sides.reversed())
        .flatMap(
            pair ->
                path(pair.getFirst())
                    .flatMap(path -> literal(pair.getLast()).flatMap(l -> differs(path, l)))
                    .stream())
        .findFirst();
  }

  private Optional<String> differs(List<String> path, CelConstant literal) {
    CelConstant before = equal.putIfAbsent(path, literal);
    return before == null || before.getKind() != literal.getKind() || before.equals(literal)
        ? Optional.empty()
        : Optional.of(
            String.join(".", path) + " is never both " + shown(before) + " and " + shown(literal));
  }

  /** A name, its fields, and what maps hold under a text: the same each time one looks. */
  private static Optional<List<String>> path(CelExpr expr) {
    return switch (expr.getKind()) {
      case IDENT -> Optional.of(List.of(expr.ident().name()));
      case SELECT ->
          expr.select().testOnly()
              ? Optional.empty()
              : path(expr.select().operand()).map(of -> with(of, expr.select().field()));
      case CALL -> entry(expr.call());
      default -> Optional.empty();
    };
  }

  private static Optional<List<String>> entry(CelExpr.CelCall call) {
    if (!call.function().equals("_[_]")) {
      return Optional.empty();
    }
    return literal(call.args().getLast())
        .filter(key -> key.getKind() == CelConstant.Kind.STRING_VALUE)
        .flatMap(key -> path(call.args().getFirst()).map(of -> with(of, key.stringValue())));
  }

  private static List<String> with(List<String> path, String field) {
    return Stream.concat(path.stream(), Stream.of(field)).toList();
  }

  private static Optional<CelConstant> literal(CelExpr expr) {
    return expr.getKind() == ExprKind.Kind.CONSTANT
        ? Optional.of(expr.constant()).filter(Contradiction::exact)
        : Optional.empty();
  }

  private static boolean exact(CelConstant constant) {
    return switch (constant.getKind()) {
      case STRING_VALUE, BOOLEAN_VALUE, INT64_VALUE -> true;
      default -> false;
    };
  }

  private static String shown(CelConstant literal) {
    return switch (literal.getKind()) {
      case STRING_VALUE -> '"' + literal.stringValue() + '"';
      case BOOLEAN_VALUE -> String.valueOf(literal.booleanValue());
      default -> String.valueOf(literal.int64Value());
    };
  }
}
