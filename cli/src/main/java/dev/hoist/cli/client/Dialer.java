package dev.hoist.cli.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Makes connections to one server. */
final class Dialer {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration HANDSHAKE = Duration.ofSeconds(30);

  private final URI server;
  private final Optional<Path> ca;
  private final FutureTask<SSLContext> trust;
  private final AtomicReference<Optional<Ahead>> ahead = new AtomicReference<>(Optional.empty());

  /**
   * @param ca whom to believe that it is the server; the system's authorities when empty
   */
  Dialer(URI server, Optional<Path> ca) {
    this.server = server;
    this.ca = ca;
    this.trust = new FutureTask<>(() -> Trust.context(ca));
  }

  /** As a {@code Host} header has it. */
  String authority() {
    return server.getPort() == 443 ? server.getHost() : server.getAuthority();
  }

  boolean isFor(URI otherServer, Optional<Path> otherCa) {
    return server.equals(otherServer) && ca.equals(otherCa);
  }

  /** A connection that was begun before anybody asked for it. */
  private final class Ahead extends FutureTask<Line> {
    private final Socket plain;
    private volatile long endedAt = System.nanoTime();

    Ahead(Socket plain) {
      super(() -> connect(plain));
      this.plain = plain;
    }

    @Override
    protected void done() {
      endedAt = System.nanoTime();
    }

    /** What came of it, good or bad; empty when that was too long ago to still be so. */
    Optional<Line> take() throws IOException {
      try {
        return Optional.of(result(this)).filter(Line::isFresh);
      } catch (IOException e) {
        if (System.nanoTime() - endedAt < Line.FRESH.toNanos()) {
          throw e;
        }
        return Optional.empty();
      }
    }
  }

  /** Begins to make a connection for who asks first. */
  void dialAhead() {
    var task = new Ahead(new Socket(Proxy.NO_PROXY));
    ahead.set(Optional.of(task));
    Thread.ofPlatform().daemon().name("dialler").start(task);
  }

  /** Ends a connection that was begun ahead and that nobody asked for. */
  void abandon() {
    ahead.getAndSet(Optional.empty()).ifPresent(begun -> end(begun.plain));
  }

  /** Finds out whether the authorities can be used at all, before anything is asked or done. */
  SSLContext trust() {
    trust.run();
    try {
      return result(trust);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A connection on which the server has proved who it is. */
  Line dial() throws IOException {
    Optional<Ahead> begun = ahead.getAndSet(Optional.empty());
    Optional<Line> made = begun.isPresent() ? begun.get().take() : Optional.empty();
    if (made.isPresent()) {
      return made.get();
    }
    begun.ifPresent(old -> end(old.plain));
    return connect(new Socket(Proxy.NO_PROXY));
  }

  private static <T> T result(FutureTask<T> task) throws IOException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private Line connect(Socket plain) throws IOException {
    SSLContext context = trust();
    // A bound on silence is none on a server that says a byte now and then.
    var watchdog = new Watchdog(HANDSHAKE, () -> end(plain));
    try (watchdog) {
      String host = server.getHost();
      plain.connect(new InetSocketAddress(host, server.getPort()), (int) CONNECT.toMillis());
      plain.setTcpNoDelay(true);
      var tls =
          (SSLSocket) context.getSocketFactory().createSocket(plain, host, server.getPort(), true);
      tls.startHandshake();
      return new Line(plain, tls);
    } catch (IOException | RuntimeException e) {
      end(plain);
      if (watchdog.hasBitten()) {
        throw new SocketTimeoutException("no TLS within " + HANDSHAKE.toSeconds() + " s");
      }
      throw e;
    }
  }

  static void end(Socket plain) {
    try {
      plain.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }
}
