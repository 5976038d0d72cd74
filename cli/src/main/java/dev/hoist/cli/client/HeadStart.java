package dev.hoist.cli.client;

import dev.hoist.wire.Json;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

/**
 * Loads what talking to a server needs while the command line is still being read. Most of a short
 * command's time is the JVM meeting TLS and JSON for the first time, and there is a second core.
 */
public final class HeadStart {
  private HeadStart() {}

  /** Returns at once; whatever goes wrong here goes wrong again, and is told, where it matters. */
  public static void begin() {
    Thread.ofPlatform().daemon().name("head-start").start(HeadStart::run);
  }

  private static void run() {
    try {
      greetNobody();
    } catch (GeneralSecurityException | SSLException e) {
      return;
    }
    Json.responses();
  }

  /** A ClientHello that is thrown away: making one loads the providers and generates a key. */
  private static void greetNobody() throws GeneralSecurityException, SSLException {
    SSLContext context = SSLContext.getInstance("TLS");
    // Nobody is believed: the system's authorities take long to read, and most servers have their
    // own.
    context.init(null, new TrustManager[0], null);
    SSLEngine engine = context.createSSLEngine("localhost", 443);
    engine.setUseClientMode(true);
    engine.beginHandshake();
    engine.wrap(
        ByteBuffer.allocate(0), ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
  }
}
