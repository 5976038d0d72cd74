package dev.hoist.policy.cel;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelFunctionBinding;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Makes loops pay for what stands in them, before their first turn: what a loop goes over is handed
 * to it by a function that counts. The language itself counts turns, however much each one does.
 */
final class Turns {
  private static final String NAME = "@turns";
  private static final String OVERLOAD = "turns_over";

  /** Of one part of a condition; one that fails costs as much as many that do not. */
  private static final long PART = 20;

  private static final TypeParamType ANY = TypeParamType.create("A");

  static final CelFunctionDecl FUNCTION =
      CelFunctionDecl.newFunctionDeclaration(
          NAME, CelOverloadDecl.newGlobalOverload(OVERLOAD, ANY, ANY, SimpleType.INT));

  static final Collection<CelFunctionBinding> BINDINGS =
      CelFunctionBinding.fromOverloads(
          NAME, CelFunctionBinding.from(OVERLOAD, Object.class, Long.class, Turns::over));

  static final List<CelMacro> MACROS =
      CelStandardMacro.STANDARD_MACROS.stream()
          .map(CelStandardMacro::getDefinition)
          .map(macro -> macro.isReceiverStyle() ? counted(macro) : macro)
          .toList();

  private Turns() {}

  private static CelMacro counted(CelMacro loop) {
    return CelMacro.newReceiverMacro(
        loop.getFunction(),
        loop.getArgumentCount(),
        (factory, range, arguments) ->
            loop.getExpander()
                .expandMacro(
                    factory,
                    factory.newGlobalCall(NAME, range, factory.newIntLiteral(parts(arguments))),
                    arguments));
  }

  private static long parts(List<CelExpr> arguments) {
    return arguments.stream()
        .mapToLong(argument -> CelNavigableExpr.fromExpr(argument).allNodes().count())
        .sum();
  }

  private static Object over(Object range, Long parts) {
    int turns =
        switch (range) {
          case Collection<?> items -> items.size();
          case Map<?, ?> fields -> fields.size();
          default -> 0; // the loop says that it cannot go over it
        };
    Effort.spend(Math.min(turns, Cel.ITERATIONS) * parts * PART);
    return range;
  }
}
