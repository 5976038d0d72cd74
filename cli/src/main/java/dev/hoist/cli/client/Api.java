package dev.hoist.cli.client;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.base.Failure;
import dev.hoist.cli.base.Shell;
import dev.hoist.wire.Json;
import dev.hoist.wire.Problem;
import dev.hoist.wire.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The server's API. Every refusal comes out as a {@link Failure}. Not for several threads. */
public final class Api implements AutoCloseable {
  private static final int MOST_BYTES = 16 << 20;
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final Duration CLOSING = Duration.ofMillis(100);

  private final Endpoint endpoint;
  private final Shell shell;
  private final HttpClient http;
  private Duration ahead = Duration.ZERO;

  public Api(Endpoint endpoint, Shell shell) {
    this.endpoint = endpoint;
    this.shell = shell;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .sslContext(Trust.context(endpoint.ca()))
            .build();
  }

  public Endpoint endpoint() {
    return endpoint;
  }

  /** The server's time, as far as its last answer told it: a wrong clock here changes nothing. */
  public Instant now() {
    return shell.clock().instant().plus(ahead);
  }

  /** How far the server's clock is ahead of the one here, to a second. */
  public Duration ahead() {
    return ahead;
  }

  public <T> T get(String path, Class<T> type) {
    return parse(send(request(path).GET().build()), type);
  }

  /** A whole list, however many parts the server hands it out in. */
  public <T> List<T> list(String path, Class<T> item) {
    List<T> all = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      String sep = path.contains("?") ? "&" : "?";
      JsonNode part =
          get(path + cursor.map(c -> sep + "cursor=" + Query.encode(c)).orElse(""), JsonNode.class);
      JsonNode items = part.isArray() ? part : part.path("items");
      items.forEach(node -> all.add(read(node, item)));
      cursor = Optional.of(part.path("next").asString("")).filter(next -> !next.isEmpty());
    } while (cursor.isPresent() && all.size() < 10_000);
    return all;
  }

  public <T> T post(String path, Object body, Class<T> type) {
    return parse(send(posting(path, body).build()), type);
  }

  public void post(String path, Object body) {
    send(posting(path, body).build());
  }

  /** Sent again under the same key when the connection breaks, so that it has one effect. */
  public <T> T postOnce(String path, Object body, String key, Class<T> type) {
    HttpRequest once = posting(path, body).header(Routes.IDEMPOTENCY_KEY, key).build();
    try {
      return parse(exchange(once), type);
    } catch (IOException firstTime) {
      return parse(send(once), type);
    }
  }

  public void delete(String path) {
    send(request(path).DELETE().build());
  }

  /** A body to be read as it comes; the caller closes it. */
  public InputStream open(String path, String accept) {
    try {
      return stream(path, accept);
    } catch (IOException e) {
      throw Refusals.unreachable(endpoint.name(), e);
    }
  }

  InputStream stream(String path, String accept) throws IOException {
    HttpRequest request = request(path).setHeader("Accept", accept).GET().build();
    try {
      HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
      learnTime(response);
      if (response.statusCode() / 100 != 2) {
        try (InputStream body = response.body()) {
          throw refusal(response.statusCode(), body.readNBytes(MOST_BYTES));
        }
      }
      return response.body();
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private HttpRequest.Builder request(String path) {
    var request =
        HttpRequest.newBuilder(URI.create(endpoint.server() + path))
            .timeout(ANSWER)
            .header("Accept", "application/json");
    endpoint.token().ifPresent(t -> request.header("Authorization", "Bearer " + t.reveal()));
    return request;
  }

  private HttpRequest.Builder posting(String path, Object body) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(Json.requests().writeValueAsBytes(body)));
  }

  /**
   * Ends the client's own thread. The JVM would wait 300 ms for it before it ends, because it sits
   * in a system call.
   */
  @Override
  public void close() {
    http.shutdownNow();
    try {
      http.awaitTermination(CLOSING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private byte[] send(HttpRequest request) {
    try {
      return exchange(request);
    } catch (IOException e) {
      throw Refusals.unreachable(endpoint.name(), e);
    }
  }

  private byte[] exchange(HttpRequest request) throws IOException {
    try {
      HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
      learnTime(response);
      try (InputStream in = response.body()) {
        byte[] body = in.readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
          throw Failure.error("server " + endpoint.name() + " answered with more than 16 MiB", "");
        }
        if (response.statusCode() / 100 != 2) {
          throw refusal(response.statusCode(), body);
        }
        return body;
      }
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private void learnTime(HttpResponse<?> response) {
    response
        .headers()
        .firstValue("Date")
        .ifPresent(
            date -> {
              try {
                Instant there =
                    ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
                Duration gap = Duration.between(shell.clock().instant(), there);
                // The header has whole seconds: a smaller gap says nothing.
                ahead = gap.abs().toSeconds() < 2 ? Duration.ZERO : gap;
              } catch (DateTimeException e) {
                ahead = Duration.ZERO;
              }
            });
  }

  private Failure refusal(int status, byte[] body) {
    try {
      Problem problem = Json.responses().readValue(body, Problem.class);
      return problem == null ? Refusals.status(endpoint.name(), status) : Refusals.of(problem);
    } catch (JacksonException e) {
      return Refusals.status(endpoint.name(), status);
    }
  }

  private <T> T parse(byte[] body, Class<T> type) {
    try {
      return Json.responses().readValue(body, type);
    } catch (JacksonException e) {
      throw unreadable(e);
    }
  }

  private <T> T read(JsonNode node, Class<T> type) {
    try {
      return Json.responses().treeToValue(node, type);
    } catch (JacksonException e) {
      throw unreadable(e);
    }
  }

  private Failure unreadable(JacksonException e) {
    return Failure.error(
        "server "
            + endpoint.name()
            + " answered with what this hoist cannot read: "
            + e.getOriginalMessage(),
        "is one of the two much older? compare: hoist version, hoist doctor");
  }

  private static Failure interrupted() {
    Thread.currentThread().interrupt();
    return new Failure(Exit.ERROR, "interrupted", "");
  }
}
