package dev.hoist.control.api;

import dev.hoist.wire.Problem;
import dev.hoist.wire.ProblemCode;
import java.util.List;
import java.util.Optional;

/** The answer is a problem; thrown where a handler finds out. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  ApiException(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  static ApiException of(ProblemCode code, String detail) {
    return new ApiException(Problems.of(code, detail));
  }

  static ApiException of(ProblemCode code, String detail, String next) {
    return new ApiException(Problems.of(code, detail, Optional.of(next), List.of()));
  }

  /** Several things are wrong; the detail is the first. */
  static ApiException of(ProblemCode code, List<String> problems) {
    return new ApiException(Problems.of(code, problems.getFirst(), Optional.empty(), problems));
  }

  public Problem problem() {
    return problem;
  }
}
