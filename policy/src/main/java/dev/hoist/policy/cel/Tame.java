package dev.hoist.policy.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds what would let a short condition make something huge: values that are put together to ever
 * larger ones, from loop to loop, and lists of lists.
 */
final class Tame {
  static final int LOOPS = 3;

  private static final Set<CelType> ADDED =
      Set.of(
          SimpleType.INT,
          SimpleType.UINT,
          SimpleType.DOUBLE,
          SimpleType.DURATION,
          SimpleType.TIMESTAMP);

  private final CelAbstractSyntaxTree ast;

  Tame(CelAbstractSyntaxTree ast) {
    this.ast = ast;
  }

  List<Fault> faults() {
    return CelNavigableAst.fromAst(ast).getRoot().allNodes().flatMap(this::fault).limit(3).toList();
  }

  private Stream<Fault> fault(CelNavigableExpr node) {
    return switch (node.getKind()) {
      case COMPREHENSION -> loops(node);
      case STRUCT -> Stream.of(fault(node.expr(), "a condition makes no values of its own types"));
      case CALL -> added(node.expr());
      case LIST -> node.expr().list().elements().stream().flatMap(this::element);
      case MAP -> node.expr().map().entries().stream().flatMap(e -> element(e.value()));
      default -> Stream.empty();
    };
  }

  private Stream<Fault> loops(CelNavigableExpr node) {
    int loops = 1;
    for (Optional<CelNavigableExpr> up = node.parent(); up.isPresent(); up = up.get().parent()) {
      loops += up.get().getKind() == ExprKind.Kind.COMPREHENSION ? 1 : 0;
    }
    return loops > LOOPS
        ? Stream.of(fault(node.expr(), "loops stand in each other at most " + LOOPS + " deep"))
        : Stream.empty();
  }

  /** What a condition makes holds no lists itself, so that nothing multiplies. */
  private Stream<Fault> element(CelExpr expr) {
    boolean many = ast.getType(expr.id()).filter(Tame::many).isPresent();
    return many || chosen(expr)
        ? Stream.of(fault(expr, "a list is of single values, not of lists or mappings"))
        : Stream.empty();
  }

  private static boolean many(CelType type) {
    return type.kind() == CelKind.LIST || type.kind() == CelKind.MAP;
  }

  /** Of a choice the type may say nothing though one side is a list. */
  private boolean chosen(CelExpr expr) {
    return expr.getKind() == ExprKind.Kind.CALL
        && expr.call().function().equals("_?_:_")
        && ast.getType(expr.id()).filter(SimpleType.DYN::equals).isPresent();
  }

  /** Texts and lists are not put together; only {@code map} and {@code filter} add to theirs. */
  private Stream<Fault> added(CelExpr expr) {
    if (!expr.call().function().equals("_+_")) {
      return Stream.empty();
    }
    List<CelExpr> arguments = expr.call().args();
    boolean gathers =
        arguments.getFirst().getKind() == ExprKind.Kind.IDENT
            && arguments.getFirst().ident().name().startsWith("@");
    return gathers || arguments.stream().allMatch(this::adds)
        ? Stream.empty()
        : Stream.of(fault(expr, "+ is for numbers, durations and moments"));
  }

  private boolean adds(CelExpr expr) {
    return ast.getType(expr.id()).filter(ADDED::contains).isPresent();
  }

  private Fault fault(CelExpr expr, String message) {
    int offset = Objects.requireNonNullElse(ast.getSource().getPositionsMap().get(expr.id()), 0);
    return new Fault(offset, 1, message);
  }
}
