package dev.hoist.cli.client;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;

/** HTTP/1.1 over a connection to a server that has proved who it is. */
final class Line {
  private static final Http1Config LIMITS =
      Http1Config.custom().setMaxLineLength(16 << 10).setMaxHeaderCount(100).build();

  /** Shorter than any server keeps a connection on which nothing is said. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final Socket plain;
  private final DefaultBHttpClientConnection http = new DefaultBHttpClientConnection(LIMITS);
  private volatile long idleSince = System.nanoTime();

  /**
   * @param plain under the TLS: closing it ends whatever waits for the server, as closing the other
   *     does not
   */
  Line(Socket plain, SSLSocket tls) throws IOException {
    this.plain = plain;
    http.bind(tls, plain);
  }

  DefaultBHttpClientConnection http() {
    return http;
  }

  /** That an exchange is over, and another may follow. */
  void idle() {
    idleSince = System.nanoTime();
  }

  /** Whether the server surely still listens. */
  boolean isFresh() {
    return !plain.isClosed() && System.nanoTime() - idleSince < FRESH.toNanos();
  }

  /** Ends it, also under a thread that reads from it. */
  void cut() {
    Dialer.end(plain);
  }
}
