package dev.hoist.control.api;

import dev.hoist.control.audit.RefusalLog;
import dev.hoist.control.identity.Passwords;
import dev.hoist.wire.Problem;
import dev.hoist.wire.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns whatever a handler throws into a problem. Internals go to the log and nowhere else. */
@RestControllerAdvice
public final class ProblemAdvice {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  /** What the engine and the login desk refuse is told where it is refused. */
  private static final Set<String> TOLD_ALREADY =
      Stream.of(
              ProblemCode.LOGIN_FAILED,
              ProblemCode.DENIED_BY_POLICY,
              ProblemCode.AMEND,
              ProblemCode.SELF_APPROVAL,
              ProblemCode.NOT_AN_APPROVER,
              ProblemCode.NOT_YOURS,
              ProblemCode.ALREADY_APPROVED,
              ProblemCode.STALE_DIGEST,
              ProblemCode.ALREADY_EXTENDED,
              ProblemCode.NOT_ACTIVE,
              ProblemCode.RECORDING_ALTERED)
          .map(ProblemCode::toString)
          .collect(Collectors.toSet());

  private final RefusalLog refusals;

  public ProblemAdvice(RefusalLog refusals) {
    this.refusals = refusals;
  }

  @ExceptionHandler
  void api(ApiException e, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (refusal(e.problem())) {
      String why = e.problem().code() + ": " + e.problem().detail();
      refusals.tell(CallerOf.refused(request, CallerOf.thisThread(), why));
    }
    Problems.write(response, e.problem());
  }

  @ExceptionHandler
  void unreadable(HttpMessageNotReadableException e, HttpServletResponse response)
      throws IOException {
    Problems.write(response, Unreadable.problem(e));
  }

  @ExceptionHandler
  void mismatch(MethodArgumentTypeMismatchException e, HttpServletResponse response)
      throws IOException {
    say(response, ProblemCode.BAD_REQUEST, e.getName() + ": not a value that this takes");
  }

  @ExceptionHandler
  void missing(ServletRequestBindingException e, HttpServletResponse response) throws IOException {
    say(response, ProblemCode.BAD_REQUEST, String.valueOf(e.getBody().getDetail()));
  }

  @ExceptionHandler({NoHandlerFoundException.class, NoResourceFoundException.class})
  void nothing(HttpServletResponse response) throws IOException {
    say(response, ProblemCode.NOT_FOUND, "there is nothing here; see /api/v1/openapi.yaml");
  }

  @ExceptionHandler
  void method(HttpRequestMethodNotSupportedException e, HttpServletResponse response)
      throws IOException {
    say(response, ProblemCode.METHOD_NOT_ALLOWED, "this path does not take that method");
  }

  @ExceptionHandler
  void mediaType(HttpMediaTypeNotSupportedException e, HttpServletResponse response)
      throws IOException {
    say(response, ProblemCode.UNSUPPORTED_MEDIA_TYPE, "send application/json");
  }

  @ExceptionHandler
  void notAcceptable(HttpMediaTypeNotAcceptableException e, HttpServletResponse response)
      throws IOException {
    say(response, ProblemCode.NOT_ACCEPTABLE, "this answers in another media type");
  }

  @ExceptionHandler
  void busy(Passwords.BusyException e, HttpServletResponse response) throws IOException {
    response.setHeader("Retry-After", "5");
    say(response, ProblemCode.UNAVAILABLE, String.valueOf(e.getMessage()));
  }

  @ExceptionHandler({
    DataAccessResourceFailureException.class,
    TransientDataAccessException.class,
    CannotCreateTransactionException.class
  })
  void store(Exception e, HttpServletResponse response) throws IOException {
    LOG.error("the store does not answer", e);
    response.setHeader("Retry-After", "5");
    say(
        response,
        ProblemCode.UNAVAILABLE,
        "the server's store does not answer; nothing was decided, try again");
  }

  /** A client that goes away while its answer streams is nothing to tell of: each wait ends so. */
  @ExceptionHandler
  void gone(AsyncRequestNotUsableException e, HttpServletRequest request) {
    LOG.debug("who asked for {} is gone", request.getRequestURI());
  }

  /**
   * Also ends an answer that was begun: the container closes the connection when it is told.
   *
   * @throws IOException so that the caller sees a broken answer rather than a short one
   */
  @ExceptionHandler
  void other(Exception e, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (response.isCommitted()) {
      LOG.info("an answer to {} broke off: {}", request.getRequestURI(), e.toString());
      throw new IOException("the answer broke off");
    }
    String id = Problems.newErrorId();
    LOG.error("{} {} {} failed", id, request.getMethod(), request.getRequestURI(), e);
    Problems.write(response, Problems.internal(id));
  }

  private static boolean refusal(Problem problem) {
    return switch (problem.status()) {
      case 401, 403, 404, 409, 429 -> !TOLD_ALREADY.contains(problem.code());
      default -> problem.code().equals(ProblemCode.KEY_REUSED.toString());
    };
  }

  private static void say(HttpServletResponse response, ProblemCode code, String detail)
      throws IOException {
    Problem problem = Problems.of(code, detail);
    Problems.write(response, problem);
  }
}
