package dev.hoist.policy.cel;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * A compiler and a runtime for one vocabulary. Thread-safe. The bounds are such that no condition
 * takes long, whatever it says: {@value #LONGEST} characters, {@value #NODES} nodes, {@value
 * #DEEPEST} levels, {@value #ITERATIONS} iterations over all its loops, and {@link Effort} for what
 * is done in them.
 */
final class Cel {
  static final int LONGEST = 4000;
  static final int NODES = 500;
  static final int DEEPEST = 32;
  static final int ITERATIONS = 1000;

  /** The variable behind {@code on_call(…)}; not a name that can be written. */
  static final String ON_CALL = "@on_call";

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(LONGEST)
          .maxParseExpressionNodeCount(NODES)
          .maxParseRecursionDepth(DEEPEST)
          .maxParseErrorRecoveryLimit(2)
          .comprehensionMaxIterations(ITERATIONS)
          .enableHeterogeneousNumericComparisons(true)
          .build();

  /** Few, because checking costs by their number; those that people write in conditions. */
  private static final CelStandardDeclarations FUNCTIONS =
      CelStandardDeclarations.newBuilder()
          .includeFunctions(
              StandardFunction.LOGICAL_NOT,
              StandardFunction.LOGICAL_OR,
              StandardFunction.LOGICAL_AND,
              StandardFunction.CONDITIONAL,
              StandardFunction.NOT_STRICTLY_FALSE,
              StandardFunction.EQUALS,
              StandardFunction.NOT_EQUALS,
              StandardFunction.LESS,
              StandardFunction.LESS_EQUALS,
              StandardFunction.GREATER,
              StandardFunction.GREATER_EQUALS,
              StandardFunction.IN,
              StandardFunction.INDEX,
              StandardFunction.SIZE,
              StandardFunction.ADD,
              StandardFunction.SUBTRACT,
              StandardFunction.NEGATE,
              StandardFunction.INT,
              StandardFunction.STRING,
              StandardFunction.DURATION,
              StandardFunction.TIMESTAMP,
              StandardFunction.CONTAINS,
              StandardFunction.STARTS_WITH,
              StandardFunction.ENDS_WITH)
          .build();

  /** All that the runtime does itself; what looks through texts is done here, where it counts. */
  private static final CelStandardFunctions OTHERS =
      CelStandardFunctions.newBuilder()
          .excludeFunctions(
              CelStandardFunctions.StandardFunction.CONTAINS,
              CelStandardFunctions.StandardFunction.STARTS_WITH,
              CelStandardFunctions.StandardFunction.ENDS_WITH)
          .build();

  private static final CelFunctionDecl WEEKDAY =
      CelFunctionDecl.newFunctionDeclaration(
          "weekday",
          CelOverloadDecl.newMemberOverload(
              "timestamp_weekday", SimpleType.STRING, SimpleType.TIMESTAMP, SimpleType.STRING));

  private static final CelFunctionDecl CLOCK =
      CelFunctionDecl.newFunctionDeclaration(
          "clock",
          CelOverloadDecl.newMemberOverload(
              "timestamp_clock", SimpleType.STRING, SimpleType.TIMESTAMP, SimpleType.STRING));

  /** As a field, so that what is not known fails like any other unknown. */
  private static final CelMacro ON_CALL_MACRO =
      CelMacro.newGlobalMacro(
          "on_call",
          1,
          (factory, target, arguments) ->
              name(arguments.get(0)).map(name -> onCall(factory, name)));

  private static Optional<String> name(CelExpr argument) {
    return argument.getKind() == CelExpr.ExprKind.Kind.CONSTANT
            && argument.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? Optional.of(argument.constant().stringValue())
        : Optional.empty();
  }

  /** Our own, because that of the library compiles any text whatever it would cost. */
  static final String MATCHES = "@matches";

  private static final CelMacro MATCHES_MEMBER =
      CelMacro.newReceiverMacro(
          "matches",
          1,
          (factory, target, arguments) ->
              Optional.of(factory.newGlobalCall(MATCHES, target, arguments.get(0))));

  private static final CelMacro MATCHES_GLOBAL =
      CelMacro.newGlobalMacro(
          "matches",
          2,
          (factory, target, arguments) ->
              Optional.of(factory.newGlobalCall(MATCHES, arguments.get(0), arguments.get(1))));

  private static final CelFunctionDecl MATCHES_FUNCTION =
      CelFunctionDecl.newFunctionDeclaration(
          MATCHES,
          CelOverloadDecl.newGlobalOverload(
              "text_matches", SimpleType.BOOL, SimpleType.STRING, SimpleType.STRING));

  private static CelExpr onCall(CelMacroExprFactory factory, String name) {
    CelExpr onCall = factory.newSelect(factory.newIdentifier(ON_CALL), name, false);
    return factory.newGlobalCall("_==_", onCall, factory.newBoolLiteral(true));
  }

  final CelCompiler compiler;
  final CelRuntime runtime;

  Cel(Vocabulary vocabulary) {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setTypeProvider(vocabulary.types())
            .setStandardEnvironmentEnabled(false)
            .setStandardDeclarations(FUNCTIONS)
            .addMacros(Turns.MACROS)
            .addMacros(ON_CALL_MACRO, MATCHES_MEMBER, MATCHES_GLOBAL)
            .addFunctionDeclarations(WEEKDAY, CLOCK, MATCHES_FUNCTION, Turns.FUNCTION)
            .setResultType(SimpleType.BOOL);
    vocabulary.variables().forEach(builder::addVar);
    compiler = builder.build();
    runtime =
        CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(OPTIONS)
            .setTypeProvider(vocabulary.types())
            .setStandardFunctions(OTHERS)
            .addFunctionBindings(Turns.BINDINGS)
            .addFunctionBindings(text("contains", "contains_string", Texts::contains))
            .addFunctionBindings(text("startsWith", "starts_with_string", Texts::startsWith))
            .addFunctionBindings(text("endsWith", "ends_with_string", Texts::endsWith))
            .addFunctionBindings(
                CelFunctionBinding.fromOverloads(
                    "weekday",
                    CelFunctionBinding.from(
                        "timestamp_weekday", Instant.class, String.class, LocalTimes::weekday)))
            .addFunctionBindings(
                CelFunctionBinding.fromOverloads(
                    "clock",
                    CelFunctionBinding.from(
                        "timestamp_clock", Instant.class, String.class, LocalTimes::clock)))
            .addFunctionBindings(text(MATCHES, "text_matches", Texts::matches))
            .build();
  }

  private static Collection<CelFunctionBinding> text(
      String function, String overload, CelFunctionOverload.Binary<String, String> does) {
    return CelFunctionBinding.fromOverloads(
        function, CelFunctionBinding.from(overload, String.class, String.class, does));
  }
}
