package dev.hoist.control.api;

import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.wire.ProblemCode;
import java.util.Optional;

/** Whose things a list shows. */
final class Scope {
  private Scope() {}

  /** The caller for {@code mine}; empty, which is everyone, for {@code all}. */
  static Optional<SubjectId> of(String scope, Caller caller, String what, String next) {
    return switch (scope) {
      case "mine" -> Optional.of(caller.subject().id());
      case "all" -> {
        Sight.adminOnly(caller, what, next);
        yield Optional.empty();
      }
      default -> throw ApiException.of(ProblemCode.BAD_REQUEST, "scope: mine or all");
    };
  }
}
