package dev.hoist.control.api;

import dev.hoist.control.audit.RefusalLog;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who makes the call that this thread works on. */
public final class CallerOf {
  private CallerOf() {}

  public static Optional<Caller> thisThread() {
    Authentication who = SecurityContextHolder.getContext().getAuthentication();
    return who != null && who.getPrincipal() instanceof Caller caller
        ? Optional.of(caller)
        : Optional.empty();
  }

  public static RefusalLog.Refused refused(
      HttpServletRequest request, Optional<Caller> caller, String why) {
    String route =
        RouteTable.find(request.getMethod(), request.getRequestURI())
            .map(r -> r.method() + " " + r.path())
            .orElse("no route");
    return new RefusalLog.Refused(caller.map(Caller::subject), request.getRemoteAddr(), route, why);
  }
}
