package dev.hoist.cli.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.hoist.cli.warmup.LocalIdentity;
import dev.hoist.wire.Json;
import dev.hoist.wire.Problem;
import dev.hoist.wire.ProblemCode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/**
 * A server over real HTTPS that answers what a test tells it to, and remembers what it was asked.
 */
public final class FakeApi implements AutoCloseable {
  /**
   * A request that came in.
   *
   * @param from the client's port, which tells connections apart
   */
  public record Asked(String line, String body, Map<String, List<String>> headers, int from) {}

  /**
   * @param held the connection stays open afterwards
   */
  private record Answer(int status, String type, String body, boolean held) {}

  private static final LocalIdentity IDENTITY = identity();

  private final HttpsServer server;
  private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  public FakeApi() {
    try {
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setHttpsConfigurator(new HttpsConfigurator(IDENTITY.context()));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  /** What it proves with that it is localhost. */
  public static SSLContext tls() {
    return IDENTITY.context();
  }

  private static LocalIdentity identity() {
    try {
      Path folder = Files.createTempDirectory("hoist-cli-test-");
      folder.toFile().deleteOnExit();
      return LocalIdentity.make(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Answers this line, {@code GET /api/v1/me}, with a view; several are given out in turn. */
  public FakeApi on(String line, Object view) {
    return put(line, 200, "application/json", Json.responses().writeValueAsString(view));
  }

  public FakeApi refuse(String line, ProblemCode code, String detail) {
    var problem =
        new Problem(
            "about:blank",
            code.toString(),
            code.status(),
            detail,
            code.toString(),
            Optional.empty(),
            List.of(),
            Optional.empty());
    return put(
        line, code.status(), Problem.MEDIA_TYPE, Json.responses().writeValueAsString(problem));
  }

  /** Answers with the states of a request as events. */
  public FakeApi events(String line, Object... views) {
    var body = new StringBuilder(": hello\n\n");
    for (Object view : views) {
      body.append("id: 1\nevent: request\ndata: ")
          .append(Json.responses().writeValueAsString(view))
          .append("\n\n");
    }
    return put(line, 200, "text/event-stream", body.toString());
  }

  /** Says hello and then nothing more, until the end of the test. */
  public FakeApi silentEvents(String line) {
    return put(line, new Answer(200, "text/event-stream", ": hello\n\n", true));
  }

  public FakeApi put(String line, int status, String type, String body) {
    return put(line, new Answer(status, type, body, false));
  }

  private FakeApi put(String line, Answer answer) {
    answers.computeIfAbsent(line, _ -> new ConcurrentLinkedDeque<>()).add(answer);
    return this;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    asked.add(
        new Asked(
            line,
            body,
            Map.copyOf(exchange.getRequestHeaders()),
            exchange.getRemoteAddress().getPort()));
    Answer answer = next(line);
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    long length = answer.held() ? 0 : bytes.length == 0 ? -1 : bytes.length;
    exchange.sendResponseHeaders(answer.status(), length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
      if (answer.held()) {
        out.flush();
        awaitClose();
      }
    }
  }

  private void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The last answer to a line stays. */
  private Answer next(String line) {
    Deque<Answer> left = answers.get(line);
    if (left == null) {
      return new Answer(404, "text/plain", "no answer was set up for " + line, false);
    }
    return left.size() > 1 ? left.removeFirst() : left.getFirst();
  }

  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** The body of the only request that began with this. */
  public String bodyOf(String line) {
    List<Asked> found = asked.stream().filter(a -> a.line().startsWith(line)).toList();
    if (found.size() != 1) {
      throw new AssertionError(line + " was asked " + found.size() + " times: " + asked);
    }
    return found.getFirst().body();
  }

  public String url() {
    return "https://localhost:" + server.getAddress().getPort();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public static Path ca() {
    return IDENTITY.pem();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
