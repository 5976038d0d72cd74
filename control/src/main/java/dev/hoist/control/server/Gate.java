package dev.hoist.control.server;

import dev.hoist.control.api.Caller;
import dev.hoist.control.api.Problems;
import dev.hoist.control.identity.Bearer;
import dev.hoist.control.identity.LoginDesk;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.wire.ProblemCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who calls, by the bearer token and by nothing else (S18). */
final class Gate extends OncePerRequestFilter {
  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
  private static final String BEARER = "Bearer ";

  private final LoginDesk logins;

  Gate(LoginDesk logins) {
    this.logins = logins;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      token(request).ifPresent(this::admit);
    } catch (RuntimeException e) {
      String id = Problems.newErrorId();
      LOG.error("{} cannot find out who calls", id, e);
      response.setHeader("Retry-After", "5");
      Problems.write(
          response,
          Problems.of(
              ProblemCode.UNAVAILABLE,
              "the server cannot look up logins now; its log has the cause under " + id));
      return;
    }
    chain.doFilter(request, response);
  }

  /** Exactly one header: two would let a proxy and this server see different callers. */
  private static Optional<Secret> token(HttpServletRequest request) {
    Enumeration<String> headers = request.getHeaders("Authorization");
    if (!headers.hasMoreElements()) {
      return Optional.empty();
    }
    String header = headers.nextElement();
    boolean one = !headers.hasMoreElements();
    return one && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? Optional.of(Secret.of(header.substring(BEARER.length()).strip()))
        : Optional.empty();
  }

  private void admit(Secret token) {
    Optional<Bearer> bearer = logins.bearer(token);
    if (bearer.isPresent()) {
      SecurityContext context = SecurityContextHolder.createEmptyContext();
      context.setAuthentication(
          UsernamePasswordAuthenticationToken.authenticated(
              new Caller(bearer.get(), token), null, List.of()));
      SecurityContextHolder.setContext(context);
    }
  }
}
