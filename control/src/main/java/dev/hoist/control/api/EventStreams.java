package dev.hoist.control.api;

import dev.hoist.control.change.PolicyChanges;
import dev.hoist.control.elevation.Changes;
import dev.hoist.control.elevation.Elevations;
import dev.hoist.control.identity.LoginDesk;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.wire.Json;
import dev.hoist.wire.ProblemCode;
import dev.hoist.wire.RequestView;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Streams of a request's states (WHATWG server-sent events), each on the thread of its own request.
 * A stream ends with the request, the login, or the server; a client that reads slowly misses
 * states between, never the last.
 */
final class EventStreams implements AutoCloseable {
  private static final int MOST = 500;
  private static final int MOST_OF_ONE = 20;
  private static final int MOST_WAITING = 64;
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final Elevations elevations;
  private final PolicyChanges changes;
  private final RequestsController requests;
  private final LoginDesk logins;
  private final Set<Stream> open = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();

  EventStreams(
      Elevations elevations, PolicyChanges changes, RequestsController requests, LoginDesk logins) {
    this.elevations = elevations;
    this.changes = changes;
    this.requests = requests;
    this.logins = logins;
  }

  /** Answers with the stream; returns when it is over. */
  void follow(RequestId id, Caller caller, HttpServletResponse response) throws IOException {
    var _ = requests.followed(id, caller); // whoever may not see it takes no place
    var stream = new Stream(id, caller);
    admit(stream);
    try (Changes.Watch _ =
            elevations.changes().watch(stored -> stream.offer(requests.followed(stored)));
        Changes.Watch _ = changes.announced().watch(c -> stream.offer(requests.followed(c)))) {
      response.setContentType("text/event-stream;charset=UTF-8");
      response.setHeader("Cache-Control", "no-store");
      // Read again under the watch: what happened since it was first read is not missed.
      stream.run(requests.followed(id, caller), response.getOutputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(stream);
    }
  }

  private void admit(Stream stream) {
    long ofOne =
        open.stream()
            .filter(s -> s.caller.subject().id().equals(stream.caller.subject().id()))
            .count();
    if (closed.get() || open.size() >= MOST || ofOne >= MOST_OF_ONE) {
      throw ApiException.of(
          ProblemCode.TOO_MANY,
          "too many event streams are open; close some, or ask for the request now and then");
    }
    open.add(stream);
  }

  @Override
  public void close() {
    closed.set(true);
    open.forEach(Stream::stop);
  }

  private final class Stream {
    private final RequestId id;
    private final Caller caller;
    private final BlockingQueue<Optional<Followed>> waiting =
        new LinkedBlockingQueue<>(MOST_WAITING);

    Stream(RequestId id, Caller caller) {
      this.id = id;
      this.caller = caller;
    }

    /** Called by whoever committed; never waits. */
    void offer(Followed state) {
      if (state.id().equals(id) && !waiting.offer(Optional.of(state))) {
        waiting.clear();
        var _ = waiting.offer(Optional.of(state));
      }
    }

    void stop() {
      waiting.clear();
      var _ = waiting.offer(Optional.empty());
    }

    void run(Followed first, ServletOutputStream out) throws IOException, InterruptedException {
      long sent = 0;
      Optional<Followed> next = Optional.of(first);
      while (next.isPresent()) {
        Followed state = next.get();
        if (state.version() > sent) {
          sent = state.version();
          RequestView view = state.view().get();
          send(sent, view, out);
          if (view.state().terminal()) {
            return;
          }
        }
        next = await(out).filter(this::stillSees);
      }
    }

    private Optional<Followed> await(ServletOutputStream out)
        throws IOException, InterruptedException {
      while (mayGoOn()) {
        Optional<Followed> change = waiting.poll(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
        if (change != null) {
          return change;
        }
        out.write(": still there\n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
      return Optional.empty();
    }

    /** A login that ended meanwhile takes its streams with it (S16). */
    private boolean mayGoOn() {
      return !closed.get() && logins.bearer(caller.token()).isPresent();
    }

    private boolean stillSees(Followed state) {
      return mayGoOn() && state.seenBy().test(caller);
    }

    private void send(long version, RequestView view, ServletOutputStream out) throws IOException {
      String event =
          "id: "
              + version
              + "\nevent: request\ndata: "
              + Json.responses().writeValueAsString(view)
              + "\n\n";
      out.write(event.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }
}
