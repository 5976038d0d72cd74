package dev.hoist.control.server;

import dev.hoist.control.api.Problems;
import dev.hoist.wire.Json;
import dev.hoist.wire.ProblemCode;
import dev.hoist.wire.Routes;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads a body before any handler does, and refuses one that is longer than anything the API takes,
 * whether its length was announced or not.
 */
final class BodyLimit extends OncePerRequestFilter {
  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    int most = most(request);
    if (request.getContentLengthLong() > most) {
      refuse(request, response, most);
      return;
    }
    byte[] body = request.getInputStream().readNBytes(most + 1);
    if (body.length > most) {
      refuse(request, response, most);
      return;
    }
    chain.doFilter(new ReadRequest(request, body), response);
  }

  private static int most(HttpServletRequest request) {
    return request.getRequestURI().equals(Routes.POLICY_PUSHES)
        ? Json.MAX_POLICY_BYTES
        : Json.MAX_REQUEST_BYTES;
  }

  private static void refuse(HttpServletRequest request, HttpServletResponse response, int most)
      throws IOException {
    HearOut.rest(request);
    Problems.write(
        response, Problems.of(ProblemCode.TOO_LARGE, "a body has at most " + most / 1024 + " KiB"));
  }
}
