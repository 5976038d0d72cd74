package dev.hoist.control.server;

import dev.hoist.control.api.Problems;
import dev.hoist.wire.Json;
import dev.hoist.wire.ProblemCode;
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
    if (request.getContentLengthLong() > Json.MAX_REQUEST_BYTES) {
      refuse(request, response);
      return;
    }
    byte[] body = request.getInputStream().readNBytes(Json.MAX_REQUEST_BYTES + 1);
    if (body.length > Json.MAX_REQUEST_BYTES) {
      refuse(request, response);
      return;
    }
    chain.doFilter(new ReadRequest(request, body), response);
  }

  private static void refuse(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    HearOut.rest(request);
    Problems.write(
        response,
        Problems.of(
            ProblemCode.TOO_LARGE, "a body has at most " + Json.MAX_REQUEST_BYTES / 1024 + " KiB"));
  }
}
