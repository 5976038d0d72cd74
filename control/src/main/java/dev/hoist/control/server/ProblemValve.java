package dev.hoist.control.server;

import dev.hoist.control.api.Problems;
import dev.hoist.wire.ProblemCode;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Tomcat itself refuses, as a problem like every other. Tomcat makes one by its class name.
 */
public final class ProblemValve extends ErrorReportValve {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemValve.class);

  @Override
  protected void report(Request request, Response response, @Nullable Throwable thrown) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    try {
      if (status >= 500) {
        String id = Problems.newErrorId();
        LOG.error("{} {} failed", id, request.getRequestURI(), thrown);
        Problems.write(response, Problems.internal(id));
      } else {
        Problems.write(response, Problems.of(code(status), words(status)));
      }
    } catch (IOException | IllegalStateException e) {
      LOG.debug("a refusal did not reach its client", e);
    }
  }

  private static ProblemCode code(int status) {
    return switch (status) {
      case 401 -> ProblemCode.LOGIN_NEEDED;
      case 403 -> ProblemCode.FORBIDDEN;
      case 404 -> ProblemCode.NOT_FOUND;
      case 405 -> ProblemCode.METHOD_NOT_ALLOWED;
      case 413 -> ProblemCode.TOO_LARGE;
      default -> ProblemCode.BAD_REQUEST;
    };
  }

  private static String words(int status) {
    return switch (status) {
      case 404 -> "there is nothing here; see /api/v1/openapi.yaml";
      case 405 -> "this path does not take that method";
      default -> "the request is not one that this server takes";
    };
  }
}
