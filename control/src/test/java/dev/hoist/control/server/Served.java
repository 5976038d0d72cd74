package dev.hoist.control.server;

import dev.hoist.wire.Page;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;

/**
 * A route that is really served.
 *
 * @param body the simple name of the record that its body is read into
 * @param answer the simple name of the record that it answers with
 */
record Served(String method, String path, Optional<String> body, Optional<String> answer) {
  static List<Served> by(ControlServer server) {
    return server.handlers().entrySet().stream()
        .map(entry -> served(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Served served(RequestMappingInfo info, HandlerMethod handler) {
    Optional<String> body =
        Arrays.stream(handler.getMethod().getParameters())
            .filter(p -> p.isAnnotationPresent(RequestBody.class))
            .map(p -> p.getType().getSimpleName())
            .findFirst();
    return new Served(
        info.getMethodsCondition().getMethods().iterator().next().name(),
        info.getPatternValues().iterator().next(),
        body,
        record(handler.getMethod().getGenericReturnType()));
  }

  private static Optional<String> record(Type type) {
    if (type instanceof ParameterizedType of && of.getRawType() == ResponseEntity.class) {
      return record(of.getActualTypeArguments()[0]);
    }
    if (type instanceof ParameterizedType of && of.getRawType() == Page.class) {
      return record(of.getActualTypeArguments()[0]).map(item -> item + "Page");
    }
    return type instanceof Class<?> c && c.isRecord()
        ? Optional.of(c.getSimpleName())
        : Optional.empty();
  }
}
