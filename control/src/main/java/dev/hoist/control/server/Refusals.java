package dev.hoist.control.server;

import dev.hoist.control.api.Caller;
import dev.hoist.control.api.CallerOf;
import dev.hoist.control.api.Problems;
import dev.hoist.control.api.RouteTable;
import dev.hoist.control.audit.RefusalLog;
import dev.hoist.wire.Problem;
import dev.hoist.wire.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Answers those who may not, and writes down that they tried; a flood is cut short. */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {
  private final RefusalLog log;

  Refusals(RefusalLog log) {
    this.log = log;
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    HearOut.rest(request);
    boolean token = request.getHeader("Authorization") != null;
    if (token) {
      tell(request, Optional.empty(), "a token that is unknown, expired or revoked");
    }
    Problem problem =
        Problems.of(
            ProblemCode.LOGIN_NEEDED,
            token ? "this login is unknown, has expired or was ended" : "this needs a login",
            "log in with: hoist login");
    Problems.write(response, problem);
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
      throws IOException {
    HearOut.rest(request);
    String path = request.getRequestURI();
    Set<String> methods = RouteTable.methods(path);
    if (methods.isEmpty()) {
      Problems.write(
          response,
          Problems.of(ProblemCode.NOT_FOUND, "there is nothing here; see /api/v1/openapi.yaml"));
    } else if (!methods.contains(request.getMethod())) {
      response.setHeader("Allow", String.join(", ", methods));
      Problems.write(
          response,
          Problems.of(
              ProblemCode.METHOD_NOT_ALLOWED, "this path takes " + String.join(", ", methods)));
    } else if (CallerOf.thisThread().filter(Caller::held).isPresent()) {
      tell(request, CallerOf.thisThread(), "a password that somebody else gave");
      Problems.write(
          response,
          Problems.of(
              ProblemCode.PASSWORD_CHANGE_NEEDED,
              "somebody else gave this account its password, and could act under its name",
              "set your own with: hoist user passwd"));
    } else {
      tell(request, CallerOf.thisThread(), "not an administrator");
      Problems.write(
          response,
          Problems.of(
              ProblemCode.FORBIDDEN, "only administrators may do this", "ask an administrator"));
    }
  }

  private void tell(HttpServletRequest request, Optional<Caller> caller, String why) {
    log.tell(CallerOf.refused(request, caller, why));
  }
}
