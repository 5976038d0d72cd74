package dev.hoist.control.api;

import dev.hoist.wire.Json;
import dev.hoist.wire.Problem;
import dev.hoist.wire.ProblemCode;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Makes problems, and writes them where no handler is there to do it. */
public final class Problems {
  private Problems() {}

  public static Problem of(ProblemCode code, String detail) {
    return of(code, detail, Optional.empty(), List.of());
  }

  public static Problem of(ProblemCode code, String detail, String next) {
    return of(code, detail, Optional.of(next), List.of());
  }

  static Problem of(ProblemCode code, String detail, Optional<String> next, List<String> problems) {
    return new Problem(
        "about:blank",
        title(code),
        code.status(),
        detail,
        code.toString(),
        next,
        problems,
        Optional.empty());
  }

  /** What a caller is told about a bug: a number to ask about, and nothing else. */
  public static Problem internal(String errorId) {
    return new Problem(
        "about:blank",
        title(ProblemCode.INTERNAL),
        ProblemCode.INTERNAL.status(),
        "the server failed; its log has the cause under " + errorId,
        ProblemCode.INTERNAL.toString(),
        Optional.empty(),
        List.of(),
        Optional.of(errorId));
  }

  /** Under which the log and the caller know the same failure. */
  public static String newErrorId() {
    return "E-" + UUID.randomUUID().toString().substring(0, 8);
  }

  private static String title(ProblemCode code) {
    String words = code.toString().replace('-', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** Answers with a problem, unless part of another answer has left already. */
  public static void write(HttpServletResponse response, Problem problem) throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.resetBuffer();
    response.setStatus(problem.status());
    response.setContentType(Problem.MEDIA_TYPE);
    if (problem.status() == 401) {
      response.setHeader("WWW-Authenticate", "Bearer");
    }
    response.getOutputStream().write(Json.responses().writeValueAsBytes(problem));
    response.flushBuffer();
  }
}
