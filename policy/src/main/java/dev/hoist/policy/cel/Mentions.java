package dev.hoist.policy.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.hoist.kernel.policy.Known;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a condition asks of the world, by the names of {@link Known}. */
final class Mentions {
  private Mentions() {}

  static Set<String> of(CelAbstractSyntaxTree ast) {
    return CelNavigableAst.fromAst(ast)
        .getRoot()
        .allNodes()
        .map(node -> node.expr())
        .flatMap(Mentions::of)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<String> of(CelExpr expr) {
    if (expr.getKind() == ExprKind.Kind.SELECT && isNamed(expr.select().operand(), Cel.ON_CALL)) {
      return Stream.of(Known.ON_CALL + expr.select().field());
    }
    return isNamed(expr, Known.INCIDENTS) ? Stream.of(Known.INCIDENTS) : Stream.empty();
  }

  private static boolean isNamed(CelExpr expr, String name) {
    return expr.getKind() == ExprKind.Kind.IDENT && expr.ident().name().equals(name);
  }
}
