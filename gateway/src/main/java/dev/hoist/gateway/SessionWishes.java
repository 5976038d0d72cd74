package dev.hoist.gateway;

import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.session.Authorized;
import dev.hoist.kernel.session.Hello;
import dev.hoist.spi.Recorded;
import dev.hoist.spi.SessionIo;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** What a connection's protocol asks for, passed on to whom it concerns. */
final class SessionWishes implements SessionIo {
  private final Connection connection;

  SessionWishes(Connection connection) {
    this.connection = connection;
  }

  @Override
  public void toClient(ByteBuffer bytes) {
    if (connection.open()) {
      connection.send(bytes);
    }
  }

  @Override
  public void toTarget(ByteBuffer bytes) {
    if (connection.open()) {
      connection.live().toTarget(bytes);
    }
  }

  @Override
  public void secureClient() {
    if (connection.open()) {
      connection.secure();
    }
  }

  @Override
  public void secureTarget() {
    if (connection.open()) {
      connection.live().secureTarget();
    }
  }

  @Override
  public void authorize(Hello hello) {
    if (connection.open()) {
      connection.ask(hello);
    }
  }

  @Override
  public InetSocketAddress clientAddress() {
    return connection.address();
  }

  @Override
  public boolean targetTls(Authorized pass) {
    return connection.live(pass).endpoint().tls();
  }

  @Override
  public String option(Authorized pass, String name) {
    return connection.live(pass).endpoint().options().getOrDefault(name, "");
  }

  @Override
  public void dial(Authorized pass) {
    if (connection.open()) {
      connection.live(pass).target().dial();
    }
  }

  @Override
  public void targetReady() {
    if (connection.open()) {
      connection.live().target().ready();
    }
  }

  @Override
  public void sideDial(Authorized pass, ByteBuffer ask, byte yes, ByteBuffer bytes) {
    connection.live(pass).target().sideDial(ask, yes, bytes);
  }

  @Override
  public void register(Secret key) {
    if (connection.open()) {
      connection.live().register(key);
    }
  }

  @Override
  public void cancel(Secret key) {
    if (connection.open()) {
      connection.cancelOther(key);
    }
  }

  @Override
  public void record(Recorded entry) {
    if (connection.open()) {
      connection.live().record(entry);
    }
  }

  @Override
  public void dropTarget() {
    if (connection.open()) {
      connection.dropTarget();
    }
  }

  @Override
  public void close(String why) {
    connection.wishToClose(why);
  }
}
