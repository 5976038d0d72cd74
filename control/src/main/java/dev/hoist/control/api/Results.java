package dev.hoist.control.api;

import dev.hoist.control.change.Changed;
import dev.hoist.control.elevation.Result;
import dev.hoist.control.elevation.Stored;
import dev.hoist.kernel.elevation.Refusal;
import dev.hoist.wire.ProblemCode;

/** The engine's answers to commands, as the API says them. */
final class Results {
  private Results() {}

  /** What was done, or the problem. */
  static Stored done(Result result) {
    return switch (result) {
      case Result.Done done -> done.stored();
      case Result.NotFound none -> throw ApiException.of(ProblemCode.NOT_FOUND, none.message());
      case Result.Refused no -> throw ApiException.of(code(no.why()), no.message());
    };
  }

  /** Whether it was done; false when there is no such change of policy. */
  static boolean done(Changed result) {
    return switch (result) {
      case Changed.Done done -> true;
      case Changed.NotFound none -> false;
      case Changed.Refused no -> throw ApiException.of(code(no.why()), no.message());
    };
  }

  private static ProblemCode code(Refusal why) {
    return switch (why) {
      case SELF_APPROVAL -> ProblemCode.SELF_APPROVAL;
      case NOT_AN_APPROVER -> ProblemCode.NOT_AN_APPROVER;
      case ALREADY_APPROVED -> ProblemCode.ALREADY_APPROVED;
      case STALE_DIGEST -> ProblemCode.STALE_DIGEST;
      case NOT_YOURS -> ProblemCode.NOT_YOURS;
      case TOO_LATE -> ProblemCode.TOO_LATE;
      case BAD_LIMIT -> ProblemCode.INVALID;
      case NOT_ACTIVE -> ProblemCode.NOT_ACTIVE;
      case NOT_EXTENDED -> ProblemCode.DENIED_BY_POLICY;
      case ALREADY_EXTENDED -> ProblemCode.ALREADY_EXTENDED;
    };
  }
}
