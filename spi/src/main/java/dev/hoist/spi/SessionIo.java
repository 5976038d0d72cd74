package dev.hoist.spi;

import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.session.Authorized;
import dev.hoist.kernel.session.Hello;
import java.nio.ByteBuffer;

/**
 * What a {@link ProtocolSession} asks of its surroundings. Buffers given here are copied or written
 * before the call returns; the caller may reuse them. No call calls back into the session before it
 * returns. After {@link #close} all but {@link #sideDial} do nothing.
 */
public interface SessionIo {
  void toClient(ByteBuffer bytes);

  void toTarget(ByteBuffer bytes);

  /** Take up TLS with the client after all that was sent so far. */
  void secureClient();

  /** Take up TLS with the target, verified, after all that was sent so far. */
  void secureTarget();

  /** Ask whether this client may come in; ends in {@link ProtocolSession#authorized}. */
  void authorize(Hello hello);

  /** The client's address, for a {@link Hello}. */
  java.net.InetSocketAddress clientAddress();

  /** Whether the target's account says that TLS is used towards the target. */
  boolean targetTls(Authorized pass);

  /** The database (or the kind's like) to open on the target, from the target's account. */
  String option(Authorized pass, String name);

  /** Connect to the target; ends in connected or failed. Needs the proof that one may. */
  void dial(Authorized pass);

  /**
   * The target let us in; until it has, its time to connect, for TLS and for the login is short.
   */
  void targetReady();

  /**
   * Connects to the target once more, aside from the session, sends {@code bytes}, waits (with a
   * bound) for the target to close, and closes. Where TLS is used towards the target, it first
   * sends {@code ask} in clear, goes on only when the whole answer is the one byte {@code yes}, and
   * takes up TLS. Works after {@link #dropTarget} and {@link #close} too; failures are only logged.
   */
  void sideDial(Authorized pass, ByteBuffer ask, byte yes, ByteBuffer bytes);

  /**
   * Remembers that {@code key} (the protocol's own cancel key, made for the client by {@link
   * #register}) belongs to this session, so that {@link #cancel} of another connection finds it.
   */
  void register(Secret key);

  /**
   * A client asks, over a connection of its own, to cancel what the session with this key runs:
   * {@link ProtocolSession#cancel} is called on that session, if there is one.
   */
  void cancel(Secret key);

  /**
   * Writes an entry of the recording. When this throws, nothing more may be forwarded (S20).
   *
   * @throws RecordingException when it cannot be written
   */
  void record(Recorded entry);

  /** Closes the target's side at once and drops what is still pending to it (S01). */
  void dropTarget();

  /**
   * Sends what is pending, with a bound for a peer that does not take it, and closes both sides;
   * {@code why} goes into the session's end.
   */
  void close(String why);
}
