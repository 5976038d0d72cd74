package dev.hoist.cli.client;

import dev.hoist.cli.base.Failure;
import dev.hoist.wire.Json;
import dev.hoist.wire.RequestView;
import dev.hoist.wire.Routes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;

/**
 * A request's changes as they happen, over server-sent events. A broken stream is taken up again:
 * the request lives on the server, not in the connection.
 */
public final class Events {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration SILENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final int LONGEST_EVENT = 1 << 20;

  private final Api api;
  private final String path;
  private final long deadline;

  /**
   * @param within how long to wait; for ever when empty
   */
  public Events(Api api, String requestId, Optional<Duration> within) {
    this.api = api;
    this.path = Routes.with(Routes.REQUEST_EVENTS, requestId);
    this.deadline = System.nanoTime() + within.orElse(Duration.ofDays(365)).toNanos();
  }

  /**
   * Hands over each state of the request until {@code enough} says so.
   *
   * @return the last state; empty when time ran out first
   */
  public Optional<RequestView> until(Predicate<RequestView> enough) {
    long heard = System.nanoTime();
    while (left() > 0) {
      try {
        Optional<RequestView> found = follow(enough);
        if (found.isPresent()) {
          return found;
        }
        heard = System.nanoTime();
      } catch (IOException e) {
        if (System.nanoTime() - heard > PATIENCE.toNanos()) {
          throw Refusals.unreachable(api.endpoint().name(), e);
        }
      }
      pause();
    }
    return Optional.empty();
  }

  /** One connection's worth; throws only when there was no connection. */
  private Optional<RequestView> follow(Predicate<RequestView> enough) throws IOException {
    var heard = new AtomicLong(System.nanoTime());
    InputStream in = api.stream(path, "text/event-stream");
    Thread watch = Thread.ofVirtual().start(() -> closeWhenSilent(in, heard));
    try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return read(lines, heard, enough);
    } catch (IOException e) {
      return Optional.empty();
    } finally {
      watch.interrupt();
    }
  }

  private static Optional<RequestView> read(
      BufferedReader lines, AtomicLong heard, Predicate<RequestView> enough) throws IOException {
    var data = new StringBuilder();
    String line;
    while ((line = lines.readLine()) != null) {
      heard.set(System.nanoTime());
      if (line.startsWith("data:") && data.length() + line.length() < LONGEST_EVENT) {
        data.append(line.substring(5).strip());
      } else if (line.isEmpty() && !data.isEmpty()) {
        RequestView view = view(data.toString());
        data.setLength(0);
        if (enough.test(view)) {
          return Optional.of(view);
        }
      }
    }
    return Optional.empty();
  }

  private static RequestView view(String json) throws IOException {
    try {
      return Json.responses().readValue(json, RequestView.class);
    } catch (JacksonException e) {
      throw new IOException(e);
    }
  }

  /** Wakes the reader at the deadline, and when the line seems dead. */
  private void closeWhenSilent(InputStream in, AtomicLong heard) {
    try {
      while (left() > 0 && System.nanoTime() - heard.get() < SILENCE.toNanos()) {
        Thread.sleep(Duration.ofNanos(Math.clamp(left(), 1, 500_000_000)));
      }
      in.close();
    } catch (InterruptedException | IOException e) {
      // Either way the reader is done with the stream.
    }
  }

  private long left() {
    return deadline - System.nanoTime();
  }

  private void pause() {
    try {
      Thread.sleep(Duration.ofNanos(Math.clamp(left(), 1, PAUSE.toNanos())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.error("interrupted", "");
    }
  }
}
