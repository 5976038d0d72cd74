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

  /** How long what was found out about a server is taken to be so still. */
  static final Duration FRESH = Duration.ofSeconds(5);

  private final Socket plain;
  private final DefaultBHttpClientConnection http = new DefaultBHttpClientConnection(LIMITS);
  private volatile long idleSince = System.nanoTime();
  private volatile boolean cut;

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

  /** Whether the server listened a moment ago. */
  boolean isFresh() {
    return !plain.isClosed() && System.nanoTime() - idleSince < FRESH.toNanos();
  }

  /** Whether another call may follow the last. */
  boolean listens() throws IOException {
    return isFresh() && !http.isStale();
  }

  /** Ends it, also under a thread that reads from it. */
  void cut() {
    cut = true;
    end();
  }

  /** Whether it was ended from here while it was in use. */
  boolean wasCut() {
    return cut;
  }

  void end() {
    Dialer.end(plain);
  }
}
