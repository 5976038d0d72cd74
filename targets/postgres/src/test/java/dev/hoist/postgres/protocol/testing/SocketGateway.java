package dev.hoist.postgres.protocol.testing;

import dev.hoist.kernel.identity.Secret;
import dev.hoist.postgres.protocol.PostgresProtocol;
import dev.hoist.spi.ProtocolLimits;
import dev.hoist.spi.Recorded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A gateway as small as one can be: plain loopback sockets, a virtual thread for each direction. It
 * exists to drive the protocol against real clients and a real server.
 */
public final class SocketGateway implements AutoCloseable {
  static final ProtocolLimits LIMITS = new ProtocolLimits(true, 16 * 1024, 64 * 1024 * 1024);

  private final ServerSocket listener;
  private final Passes passes;
  private final int targetPort;
  private final String database;
  private final PostgresProtocol protocol = new PostgresProtocol();
  private final List<SocketSession> sessions = new CopyOnWriteArrayList<>();
  private final Map<String, SocketSession> byKey = new ConcurrentHashMap<>();

  public SocketGateway(Passes passes, int targetPort, String database) {
    this.passes = passes;
    this.targetPort = targetPort;
    this.database = database;
    try {
      this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        var session = new SocketSession(this, listener.accept());
        // Before it says anything, so that whoever was answered finds it.
        sessions.add(session);
        session.start();
      } catch (SocketException closed) {
        return;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  public int port() {
    return listener.getLocalPort();
  }

  public String jdbcUrl(String options) {
    return "jdbc:postgresql://127.0.0.1:"
        + port()
        + "/"
        + Passes.TARGET
        + "?sslmode=disable&gssEncMode=disable"
        + options;
  }

  /** The newest session that got as far as the target. */
  public SocketSession session() {
    return sessions.stream().filter(SocketSession::reachedTarget).toList().getLast();
  }

  /** All that was recorded, of all sessions, in order. */
  public List<Recorded> recorded() {
    return sessions.stream().flatMap(s -> s.recorded().stream()).toList();
  }

  PostgresProtocol protocol() {
    return protocol;
  }

  Passes passes() {
    return passes;
  }

  String database() {
    return database;
  }

  InetSocketAddress target() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort);
  }

  void register(Secret key, SocketSession session) {
    byKey.put(key.reveal(), session);
  }

  void cancel(Secret key) {
    SocketSession session = byKey.get(key.reveal());
    if (session != null) {
      session.cancelAsked();
    }
  }

  static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sessions.forEach(SocketSession::abort);
  }
}
