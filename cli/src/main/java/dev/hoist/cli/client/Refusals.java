package dev.hoist.cli.client;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.base.Failure;
import dev.hoist.cli.show.Clean;
import dev.hoist.wire.Problem;
import dev.hoist.wire.ProblemCode;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** What the server or the network refused, as failures that say what to do next. */
final class Refusals {
  private Refusals() {}

  /** The server answered with a problem. */
  static Failure of(Problem problem) {
    Optional<ProblemCode> code =
        Arrays.stream(ProblemCode.values())
            .filter(c -> c.toString().equals(problem.code()))
            .findFirst();
    var message = new StringBuilder(Clean.lines(problem.detail()));
    problem.problems().stream()
        .filter(p -> !p.equals(problem.detail()))
        .forEach(p -> message.append("\n  ").append(Clean.line(p)));
    problem
        .errorId()
        .ifPresent(id -> message.append(" (the server's log knows it as ").append(id).append(')'));
    String next = problem.next().map(Clean::line).orElseGet(() -> next(code));
    return new Failure(exit(code, problem.status()), message.toString(), next);
  }

  /** The server answered with something else. */
  static Failure status(String server, int status) {
    return new Failure(
        status == 401 ? Exit.LOGIN_NEEDED : Exit.ERROR,
        "server " + server + " answered with status " + status,
        status == 401 ? "log in: hoist login" : "is it a hoist server? see: hoist doctor");
  }

  private static int exit(Optional<ProblemCode> code, int status) {
    return switch (code.orElse(ProblemCode.INTERNAL)) {
      case LOGIN_NEEDED, LOGIN_FAILED -> Exit.LOGIN_NEEDED;
      case DENIED_BY_POLICY -> Exit.DENIED_BY_POLICY;
      case RECORDING_ALTERED -> Exit.VERIFICATION_FAILED;
      default -> status == 401 ? Exit.LOGIN_NEEDED : Exit.ERROR;
    };
  }

  private static String next(Optional<ProblemCode> code) {
    return switch (code.orElse(ProblemCode.INTERNAL)) {
      case LOGIN_NEEDED -> "log in: hoist login";
      case STALE_DIGEST -> "look at it again, then approve again";
      case UNAVAILABLE, TOO_MANY -> "try again in a moment";
      default -> "";
    };
  }

  /** No answer came at all. */
  static Failure unreachable(String server, Throwable cause) {
    if (has(cause, UnknownHostException.class)) {
      return Failure.error(
          "the name in " + server + " is not known to the DNS",
          "is it spelled right? see: hoist context ls");
    }
    if (has(cause, CertificateException.class) || cause instanceof SSLException) {
      return Failure.error(
          "server " + server + " could not prove who it is: " + root(cause),
          "if its certificate authority changed, log in with the new one: hoist login --ca FILE");
    }
    if (has(cause, ConnectException.class) || has(cause, SocketTimeoutException.class)) {
      return Failure.error(
          "server " + server + " does not answer",
          "start it with ./hoist up, or see: hoist doctor");
    }
    return Failure.error(
        "the connection to server " + server + " broke: " + root(cause), "try again");
  }

  private static boolean has(Throwable cause, Class<? extends Throwable> type) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return true;
      }
    }
    return false;
  }

  private static String root(Throwable cause) {
    Throwable t = cause;
    while (t.getCause() != null) {
      t = t.getCause();
    }
    String message = t.getMessage();
    return Clean.line(message == null ? t.getClass().getSimpleName() : message);
  }
}
