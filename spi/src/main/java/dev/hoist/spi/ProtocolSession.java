package dev.hoist.spi;

import dev.hoist.kernel.session.Authorization;
import java.nio.ByteBuffer;

/**
 * One client connection through the gateway as a state machine without threads, clocks or sockets:
 * bytes and happenings in, wishes out through {@link SessionIo}. All calls come from one thread at
 * a time. It never throws for what a peer sends: a violation is answered in the protocol and ends
 * in {@link SessionIo#close}.
 */
public interface ProtocolSession {
  /** Bytes from the client, clear text; consumes all of them before it returns. */
  void clientBytes(ByteBuffer in);

  /**
   * The client closed its side. A session that was let in goes on until the protocol closes it or
   * its time is over, so that the target may finish what was asked; nothing reaches the client any
   * more.
   */
  void clientClosed();

  /** The TLS that {@link SessionIo#secureClient} asked for is up. */
  void clientSecured();

  /** The answer to {@link SessionIo#authorize}. */
  void authorized(Authorization answer);

  /** The connection that {@link SessionIo#dial} asked for is up, without TLS yet. */
  void targetConnected();

  /** The target cannot be reached, or its TLS was not good; {@code why} is for the client. */
  void targetFailed(String why);

  /** The TLS that {@link SessionIo#secureTarget} asked for is up. */
  void targetSecured();

  /** Bytes from the target, clear text; consumes all of them before it returns. */
  void targetBytes(ByteBuffer in);

  /** The target closed its side. */
  void targetClosed();

  /** Another connection showed this session's key and asks to stop what it runs. */
  void cancel();

  /** Whether something that the client asked for is still being done. */
  boolean running();

  /** Says something to the client in band as soon as the protocol allows. */
  void warn(String message, String hint);

  /**
   * The end: tells the client in the protocol's own words, asks the target to stop what runs, and
   * closes. Nothing from the client is forwarded after this returns.
   */
  void cut(String message, String hint);
}
