package dev.hoist.postgres.protocol.testing;

import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.session.Authorized;
import dev.hoist.kernel.session.Hello;
import dev.hoist.spi.ProtocolSession;
import dev.hoist.spi.Recorded;
import dev.hoist.spi.SessionIo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** One connection of a {@link SocketGateway}. All calls of the session run on its own thread. */
public final class SocketSession implements SessionIo {
  private final SocketGateway gateway;
  private final Lane client;
  private final ProtocolSession session;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
  private final List<Recorded> recorded = new CopyOnWriteArrayList<>();
  private volatile Optional<Lane> target = Optional.empty();
  private volatile Optional<String> why = Optional.empty();

  SocketSession(SocketGateway gateway, Socket socket) {
    this.gateway = gateway;
    this.session = gateway.protocol().open(this, SocketGateway.LIMITS);
    this.client = new Lane(socket);
  }

  void start() {
    client.read(
        bytes -> call(s -> s.clientBytes(bytes)), () -> call(ProtocolSession::clientClosed));
  }

  private void call(Consumer<ProtocolSession> work) {
    try {
      Future<?> done = thread.submit(() -> work.accept(session));
      done.get();
    } catch (RejectedExecutionException over) {
      // late
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** As {@link #call}, for what the session itself caused: it must have returned first. */
  private void later(Consumer<ProtocolSession> work) {
    Thread.ofVirtual().start(() -> call(work));
  }

  public List<Recorded> recorded() {
    return recorded;
  }

  public boolean reachedTarget() {
    return target.isPresent();
  }

  /** Why it ended; empty while it has not. */
  public Optional<String> ended() {
    return why;
  }

  public void cut(String message, String hint) {
    call(s -> s.cut(message, hint));
  }

  public void warn(String message, String hint) {
    call(s -> s.warn(message, hint));
  }

  void cancelAsked() {
    later(ProtocolSession::cancel);
  }

  void abort() {
    client.close();
    target.ifPresent(Lane::close);
    thread.shutdownNow();
  }

  @Override
  public void toClient(ByteBuffer bytes) {
    client.write(bytes);
  }

  @Override
  public void toTarget(ByteBuffer bytes) {
    target.ifPresent(lane -> lane.write(bytes));
  }

  @Override
  public void secureClient() {
    throw new UnsupportedOperationException("these tests connect without TLS");
  }

  @Override
  public void secureTarget() {
    throw new UnsupportedOperationException("these tests connect without TLS");
  }

  @Override
  public void authorize(Hello hello) {
    later(s -> s.authorized(gateway.passes().answer(hello)));
  }

  @Override
  public InetSocketAddress clientAddress() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
  }

  @Override
  public boolean targetTls(Authorized pass) {
    return false;
  }

  @Override
  public String option(Authorized pass, String name) {
    return gateway.database();
  }

  @Override
  public void dial(Authorized pass) {
    try {
      Lane lane = new Lane(connect());
      target = Optional.of(lane);
      later(ProtocolSession::targetConnected);
      lane.read(
          bytes -> call(s -> s.targetBytes(bytes)), () -> call(ProtocolSession::targetClosed));
    } catch (IOException unreachable) {
      later(s -> s.targetFailed("connection refused"));
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.connect(gateway.target());
    return socket;
  }

  @Override
  public void targetReady() {
    // these tests have no time-outs
  }

  @Override
  public void sideDial(Authorized pass, ByteBuffer ask, byte yes, ByteBuffer bytes) {
    try (Socket socket = connect()) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      socket.getOutputStream().write(copy);
      socket.getInputStream().read();
    } catch (IOException gone) {
      // the target may close as it likes
    }
  }

  @Override
  public void register(Secret key) {
    gateway.register(key, this);
  }

  @Override
  public void cancel(Secret key) {
    gateway.cancel(key);
  }

  @Override
  public void record(Recorded entry) {
    recorded.add(entry);
  }

  @Override
  public void dropTarget() {
    target.ifPresent(Lane::close);
  }

  @Override
  public void close(String reason) {
    why = Optional.of(reason);
    target.ifPresent(Lane::closeAfterWrites);
    client.closeAfterWrites();
    thread.shutdown();
  }
}
