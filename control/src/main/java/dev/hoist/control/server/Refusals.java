package dev.hoist.control.server;

import dev.hoist.control.api.Caller;
import dev.hoist.control.api.Problems;
import dev.hoist.control.api.RouteTable;
import dev.hoist.control.audit.AuditEntry;
import dev.hoist.control.audit.AuditTrail;
import dev.hoist.control.identity.Throttle;
import dev.hoist.kernel.time.TimeSource;
import dev.hoist.wire.Problem;
import dev.hoist.wire.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Answers those who may not, and writes down that they tried; a flood is cut short. */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {
  private final AuditTrail audit;
  private final TimeSource time;
  private final Throttle told = new Throttle(20, Duration.ofMinutes(1), 10_000);

  Refusals(AuditTrail audit, TimeSource time) {
    this.audit = audit;
    this.time = time;
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
    } else if (caller().filter(Caller::held).isPresent()) {
      tell(request, caller(), "a password that somebody else gave");
      Problems.write(
          response,
          Problems.of(
              ProblemCode.PASSWORD_CHANGE_NEEDED,
              "somebody else gave this account its password, and could act under its name",
              "set your own with: hoist user passwd"));
    } else {
      tell(request, caller(), "not an administrator");
      Problems.write(
          response,
          Problems.of(
              ProblemCode.FORBIDDEN, "only administrators may do this", "ask an administrator"));
    }
  }

  private static Optional<Caller> caller() {
    Authentication who = SecurityContextHolder.getContext().getAuthentication();
    return who != null && who.getPrincipal() instanceof Caller caller
        ? Optional.of(caller)
        : Optional.empty();
  }

  private void tell(HttpServletRequest request, Optional<Caller> caller, String why) {
    Instant now = time.now();
    String key = caller.map(c -> c.subject().id().toString()).orElseGet(request::getRemoteAddr);
    if (told.take(key, now) != Throttle.Verdict.GO) {
      return;
    }
    // The route as the table has it, not as it was typed: what is typed may hold anything.
    String route =
        RouteTable.find(request.getMethod(), request.getRequestURI())
            .map(r -> r.method() + " " + r.path())
            .orElse("no route");
    audit.append(
        new AuditEntry.Administered(
            now,
            caller.map(Caller::subject),
            "api.refused",
            route,
            Map.of("why", why, "from", request.getRemoteAddr())));
  }
}
