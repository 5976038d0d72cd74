package dev.hoist.cli.client;

import dev.hoist.cli.base.Failure;
import dev.hoist.cli.base.Shell;
import dev.hoist.wire.Json;
import dev.hoist.wire.Problem;
import dev.hoist.wire.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The server's API. Every refusal comes out as a {@link Failure}. Not for several threads. */
public final class Api {
  private static final int MOST_BYTES = 16 << 20;
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final Duration WHOLE_ANSWER = Duration.ofMinutes(5);

  private final Endpoint endpoint;
  private final Shell shell;
  private final Http http;
  private final Duration whole;
  private Duration ahead = Duration.ZERO;

  public Api(Endpoint endpoint, Shell shell) {
    this(endpoint, shell, WHOLE_ANSWER);
  }

  /**
   * @param whole how long an answer may take to its end
   */
  Api(Endpoint endpoint, Shell shell, Duration whole) {
    this.whole = whole;
    this.endpoint = endpoint;
    this.shell = shell;
    Dialer dialer = HeadStart.dialer(endpoint.server(), endpoint.ca());
    // What cannot be used is told before anything is asked of a person or given up.
    dialer.trust();
    this.http = new Http(dialer);
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
    return parse(send(call("GET", path)), type);
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
    return parse(send(posting(path, body)), type);
  }

  public void post(String path, Object body) {
    send(posting(path, body));
  }

  /** Sent again under the same key when the connection breaks, so that it has one effect. */
  public <T> T postOnce(String path, Object body, String key, Class<T> type) {
    Http.Call once = posting(path, body).with(Routes.IDEMPOTENCY_KEY, key);
    try {
      return parse(exchange(once), type);
    } catch (IOException firstTime) {
      return parse(send(once), type);
    }
  }

  public void delete(String path) {
    send(call("DELETE", path));
  }

  /** A body to be read as it comes; the caller closes it. */
  public InputStream open(String path, String accept) {
    try {
      return stream(path, accept, ANSWER);
    } catch (IOException e) {
      throw Refusals.unreachable(endpoint.name(), e);
    }
  }

  /**
   * @param silence after how long without a byte reading fails
   */
  InputStream stream(String path, String accept, Duration silence) throws IOException {
    return accepted(
        http.send(
            call("GET", path, Optional.empty(), silence, Optional.empty()).with("Accept", accept)));
  }

  /** Ends the stream that was opened last, whoever reads from it. */
  void cut() {
    http.cut();
  }

  private Http.Call posting(String path, Object body) {
    return call(
            "POST",
            path,
            Optional.of(Json.requests().writeValueAsBytes(body)),
            ANSWER,
            Optional.of(whole))
        .with("Content-Type", "application/json");
  }

  private Http.Call call(String method, String path) {
    return call(method, path, Optional.empty(), ANSWER, Optional.of(whole));
  }

  private Http.Call call(
      String method,
      String path,
      Optional<byte[]> body,
      Duration silence,
      Optional<Duration> bound) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "application/json");
    endpoint.token().ifPresent(t -> headers.put("Authorization", "Bearer " + t.reveal()));
    return new Http.Call(method, path, headers, body, silence, bound);
  }

  private byte[] send(Http.Call call) {
    try {
      return exchange(call);
    } catch (IOException e) {
      throw Refusals.unreachable(endpoint.name(), e);
    }
  }

  private byte[] exchange(Http.Call call) throws IOException {
    try (InputStream in = accepted(http.send(call))) {
      byte[] body = in.readNBytes(MOST_BYTES + 1);
      if (body.length > MOST_BYTES) {
        throw Failure.error("server " + endpoint.name() + " answered with more than 16 MiB", "");
      }
      return body;
    }
  }

  /** The body of an answer that is no refusal. */
  private InputStream accepted(Http.Answer answer) throws IOException {
    learnTime(answer.date());
    if (answer.ok()) {
      return answer.body();
    }
    try (InputStream body = answer.body()) {
      throw refusal(answer.status(), body.readNBytes(MOST_BYTES));
    }
  }

  private void learnTime(String date) {
    try {
      Instant there = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration gap = Duration.between(shell.clock().instant(), there);
      // The header has whole seconds: a smaller gap says nothing.
      ahead = gap.abs().toSeconds() < 2 ? Duration.ZERO : gap;
    } catch (DateTimeException e) {
      // An answer without a usable date teaches nothing.
    }
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
}
