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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
  private static final Duration ENDING = Duration.ofMillis(100);
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
    InputStream in = api.stream(path, "text/event-stream", SILENCE);
    var reading = new Reading();
    Thread reader = Thread.ofPlatform().daemon().name("events").start(() -> reading.run(in));
    try {
      Heard heard = reading.next(left());
      while (heard instanceof State(RequestView view)) {
        if (enough.test(view)) {
          return Optional.of(view);
        }
        heard = reading.next(left());
      }
      return Optional.empty();
    } finally {
      reading.stop();
      // The JVM would wait 300 ms at its end for a thread that sits in a system call.
      api.cut();
      join(reader);
    }
  }

  private static void join(Thread reader) {
    try {
      reader.join(ENDING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private sealed interface Heard {}

  private record State(RequestView view) implements Heard {}

  /** The stream ended, or time ran out. */
  private record Nothing() implements Heard {}

  /** A stream as it is read by a thread of its own. */
  private static final class Reading {
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>(16);
    private volatile boolean stopped;

    Heard next(long nanos) {
      try {
        Heard next = heard.poll(nanos, TimeUnit.NANOSECONDS);
        return next == null ? new Nothing() : next;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Failure.error("interrupted", "");
      }
    }

    void stop() {
      stopped = true;
      heard.clear();
    }

    void run(InputStream in) {
      try {
        readAll(in);
        heard.put(new Nothing());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void readAll(InputStream in) throws InterruptedException {
      try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
        read(lines);
      } catch (IOException e) {
        // A broken stream is an ended one: the request is asked for again.
      }
    }

    private void read(BufferedReader lines) throws IOException, InterruptedException {
      var data = new StringBuilder();
      for (var next = line(lines); !stopped && next.isPresent(); next = line(lines)) {
        String line = next.get();
        if (line.startsWith("data:")) {
          data.append(line.substring(5).strip());
          if (data.length() > LONGEST_EVENT) {
            throw tooLong();
          }
        } else if (line.isEmpty() && !data.isEmpty()) {
          heard.put(new State(view(data.toString())));
          data.setLength(0);
        }
      }
    }

    private static Optional<String> line(BufferedReader in) throws IOException {
      var line = new StringBuilder();
      int c;
      while ((c = in.read()) >= 0 && c != '\n') {
        line.append((char) c);
        if (line.length() > LONGEST_EVENT) {
          throw tooLong();
        }
      }
      return c < 0 && line.isEmpty()
          ? Optional.empty()
          : Optional.of(line.toString().stripTrailing());
    }

    private static IOException tooLong() {
      return new IOException("an event is longer than " + LONGEST_EVENT + " characters");
    }
  }

  private static RequestView view(String json) throws IOException {
    try {
      return Json.responses().readValue(json, RequestView.class);
    } catch (JacksonException e) {
      throw new IOException(e);
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
