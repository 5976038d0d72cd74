package dev.hoist.control.server;

import dev.hoist.control.ControlPlane;
import dev.hoist.control.api.ApiBeans;
import dev.hoist.control.api.ProblemAdvice;
import dev.hoist.control.identity.Identity;
import dev.hoist.kernel.identity.Secret;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.ApplicationContextException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The API, served. */
public final class ControlServer implements AutoCloseable {
  private final AnnotationConfigServletWebServerApplicationContext context;
  private final ApiBeans api;
  private final Identity identity;
  private final Optional<Secret> firstAdminCode;

  private ControlServer(
      AnnotationConfigServletWebServerApplicationContext context, ApiBeans api, Identity identity) {
    this.context = context;
    this.api = api;
    this.identity = identity;
    this.firstAdminCode = identity.firstAdmin().code();
  }

  /**
   * Starts serving; returns when connections are taken.
   *
   * @throws IOException when the certificates cannot be read or the port is taken, saying which
   */
  public static ControlServer start(
      ControlConfig config, ControlPlane plane, ApiBeans.Outside outside) throws IOException {
    Identity identity =
        Identity.on(
            plane.database().jdbc(),
            plane.database().manager(),
            plane.trail(),
            plane.time(),
            config.loginLife());
    var api = new ApiBeans(plane, identity, outside, config.version());
    var factory = WebServer.factory(config);
    var context = new AnnotationConfigServletWebServerApplicationContext();
    context.registerBean(WebServer.NAME, TomcatServletWebServerFactory.class, () -> factory);
    context.registerBean(Gate.class, () -> new Gate(identity.logins()));
    context.registerBean(ProblemAdvice.class, () -> new ProblemAdvice(plane.refusals()));
    context.registerBean(Refusals.class, () -> new Refusals(plane.refusals()));
    api.each(handler -> register(context, handler));
    context.register(WebConfig.class, SecurityConfig.class);
    refresh(context);
    return new ControlServer(context, api, identity);
  }

  private static void refresh(AnnotationConfigServletWebServerApplicationContext context)
      throws IOException {
    try {
      context.refresh();
    } catch (ApplicationContextException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof PortInUseException taken) {
          throw new IOException(
              "port " + taken.getPort() + " of the API is taken; choose another with --api-port",
              e);
        }
      }
      throw e;
    }
  }

  @SuppressWarnings("unchecked")
  private static <T> void register(
      AnnotationConfigServletWebServerApplicationContext context, T bean) {
    context.registerBean((Class<T>) bean.getClass(), () -> bean);
  }

  /** Where it listens. */
  public int port() {
    return Objects.requireNonNull(context.getWebServer(), "closed").getPort();
  }

  /** What is really served, for the test that holds it against the route table. */
  Map<RequestMappingInfo, HandlerMethod> handlers() {
    return context.getBean(RequestMappingHandlerMapping.class).getHandlerMethods();
  }

  /** The code that makes the first administrator, while there is nobody. Print it; keep it not. */
  public Optional<Secret> firstAdminCode() {
    return firstAdminCode;
  }

  public Identity identity() {
    return identity;
  }

  @Override
  public void close() {
    api.close();
    context.close();
  }
}
