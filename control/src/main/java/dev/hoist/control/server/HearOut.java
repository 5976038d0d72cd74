package dev.hoist.control.server;

import dev.hoist.wire.Json;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what a client still sends before it is refused. Tomcat closes the connection with the rest
 * unread, and TCP then resets it (RFC 9112, 9.6): many clients send all of a body before they
 * listen, and would see a broken connection in place of the answer. Bounded, since the bytes are
 * worth nothing.
 */
final class HearOut {
  private static final Logger LOG = LoggerFactory.getLogger(HearOut.class);
  private static final long MOST_BYTES = 2L * Json.MAX_POLICY_BYTES;
  private static final long LONGEST_NANOS = Duration.ofSeconds(10).toNanos();

  private HearOut() {}

  static void rest(HttpServletRequest request) {
    // Who sends "Expect" waits for the answer before the body, and then never sends it.
    if (request.getHeader("Expect") != null) {
      return;
    }
    try {
      discard(request.getInputStream());
    } catch (IOException | IllegalStateException e) {
      LOG.debug("a client was gone before it had said all", e);
    }
  }

  private static void discard(ServletInputStream body) throws IOException {
    byte[] scrap = new byte[16 << 10];
    long since = System.nanoTime();
    long left = MOST_BYTES;
    int read = 0;
    while (read >= 0 && left > 0 && System.nanoTime() - since < LONGEST_NANOS) {
      read = body.read(scrap);
      left -= read;
    }
  }
}
