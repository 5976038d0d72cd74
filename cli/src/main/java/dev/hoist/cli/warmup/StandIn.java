package dev.hoist.cli.warmup;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.hoist.wire.AccessView;
import dev.hoist.wire.ApprovalView;
import dev.hoist.wire.Availability;
import dev.hoist.wire.Json;
import dev.hoist.wire.MeView;
import dev.hoist.wire.Need;
import dev.hoist.wire.OfferView;
import dev.hoist.wire.Page;
import dev.hoist.wire.PolicyView;
import dev.hoist.wire.RequestState;
import dev.hoist.wire.RequestView;
import dev.hoist.wire.Routes;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Answers like a server that has one of everything, over HTTPS on loopback. In a process of its
 * own: what serving needs would otherwise be in the start-up cache of commands, which never serve.
 */
final class StandIn implements AutoCloseable {
  private static final Instant THEN = Instant.parse("2026-01-01T12:00:00Z");
  private static final Instant LATER = Instant.parse("2036-01-01T12:00:00Z");

  private final HttpsServer server;

  private StandIn(SSLContext tls) throws IOException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.createContext("/", this::answer);
    server.start();
  }

  /**
   * Says its port, and answers until its input ends.
   *
   * @param folder where it puts what proves who it is, with the authority in {@code ca.pem}
   */
  public static void main(String[] folder) throws IOException, InterruptedException {
    var identity = LocalIdentity.make(Path.of(folder[0]));
    try (var server = new StandIn(identity.context())) {
      System.out.println(server.port());
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    exchange.getRequestBody().readAllBytes();
    boolean events = path.endsWith("/events");
    String json = Json.responses().writeValueAsString(view(path, exchange.getRequestMethod()));
    byte[] body =
        (events ? "event: request\ndata: " + json + "\n\n" : json).getBytes(StandardCharsets.UTF_8);
    exchange
        .getResponseHeaders()
        .set("Content-Type", events ? "text/event-stream" : "application/json");
    exchange.sendResponseHeaders(200, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private Object view(String path, String method) {
    return switch (path) {
      case Routes.OFFERS -> List.of(offer());
      case Routes.GRANTS -> List.of();
      case Routes.POLICY ->
          new PolicyView(
              "0".repeat(64), List.of("orders.yaml"), THEN, Optional.empty(), Optional.empty());
      case Routes.INBOX -> new Page<>(List.of(request(RequestState.PENDING)), Optional.empty());
      case Routes.REQUESTS ->
          method.equals("GET")
              ? new Page<>(List.of(), Optional.empty())
              : request(RequestState.PENDING);
      case Routes.ME ->
          new MeView("u1", "ana", "person", false, List.of(), List.of("user:ana"), LATER, false);
      default -> path.endsWith("/access") ? access() : request(finished(path));
    };
  }

  private static RequestState finished(String path) {
    return path.endsWith("/events") || path.endsWith("/approve")
        ? RequestState.ACTIVE
        : RequestState.PENDING;
  }

  private static OfferView offer() {
    return new OfferView(
        "orders",
        "postgres",
        "fix",
        Availability.APPROVAL,
        1,
        Optional.of(Duration.ofHours(1)),
        Optional.empty(),
        Optional.empty());
  }

  private static RequestView request(RequestState state) {
    return new RequestView(
        "R-1",
        state,
        "ana",
        "orders",
        "fix",
        "postgres",
        Duration.ofMinutes(30),
        state == RequestState.ACTIVE ? Optional.of(Duration.ofMinutes(20)) : Optional.empty(),
        Optional.of("order 8812"),
        Optional.empty(),
        Map.of(),
        false,
        "two people for writes",
        state == RequestState.ACTIVE
            ? List.of(new ApprovalView("dana", 1, Optional.of(Duration.ofMinutes(20)), "ok", THEN))
            : List.of(),
        List.of(new Need(1, List.of("group:leads"), state == RequestState.ACTIVE ? 0 : 1)),
        List.of("dana"),
        "0".repeat(64),
        THEN,
        Optional.of(LATER),
        Optional.of(LATER),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private AccessView access() {
    return new AccessView("token", "localhost", port(), "ana", "orders", "", LATER);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
