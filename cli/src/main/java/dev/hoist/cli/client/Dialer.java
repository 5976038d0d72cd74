package dev.hoist.cli.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Makes connections to one server. Not for several threads, but for {@link #abandon}. */
final class Dialer {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration HANDSHAKE = Duration.ofSeconds(30);

  private final URI server;
  private final Optional<Path> ca;
  private @Nullable SSLContext trust;
  private Optional<FutureTask<Line>> ahead = Optional.empty();
  private volatile Optional<Socket> dialled = Optional.empty();

  /**
   * @param ca whom to believe that it is the server; the system's authorities when empty
   */
  Dialer(URI server, Optional<Path> ca) {
    this.server = server;
    this.ca = ca;
  }

  URI server() {
    return server;
  }

  boolean isFor(URI otherServer, Optional<Path> otherCa) {
    return server.equals(otherServer) && ca.equals(otherCa);
  }

  /** Begins to make a connection for who asks first. */
  void dialAhead() {
    var task = new FutureTask<>(this::connect);
    ahead = Optional.of(task);
    Thread.ofPlatform().daemon().name("dialler").start(task);
  }

  /** A connection on which the server has proved who it is. */
  Line dial() throws IOException {
    Optional<FutureTask<Line>> begun = ahead;
    ahead = Optional.empty();
    if (begun.isPresent()) {
      Line line = made(begun.get());
      if (line.isFresh()) {
        return line;
      }
      line.cut();
    }
    return connect();
  }

  private static Line made(FutureTask<Line> task) throws IOException {
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

  /** Ends a connection that was begun ahead and that nobody asked for. */
  void abandon() {
    if (ahead.isPresent()) {
      dialled.ifPresent(Dialer::end);
    }
  }

  private Line connect() throws IOException {
    SSLContext context = trust == null ? Trust.context(ca) : trust;
    trust = context;
    Socket plain = new Socket();
    dialled = Optional.of(plain);
    // A bound on silence is none on a server that says a byte now and then.
    try (var _ = new Watchdog(HANDSHAKE, () -> end(plain))) {
      String host = server.getHost();
      plain.connect(new InetSocketAddress(host, server.getPort()), (int) CONNECT.toMillis());
      plain.setSoTimeout((int) HANDSHAKE.toMillis());
      plain.setTcpNoDelay(true);
      var tls =
          (SSLSocket) context.getSocketFactory().createSocket(plain, host, server.getPort(), true);
      tls.startHandshake();
      return new Line(plain, tls);
    } catch (IOException | RuntimeException e) {
      end(plain);
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
