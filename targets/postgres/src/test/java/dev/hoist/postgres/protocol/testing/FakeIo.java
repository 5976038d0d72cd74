package dev.hoist.postgres.protocol.testing;

import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.session.Authorized;
import dev.hoist.kernel.session.Hello;
import dev.hoist.spi.Recorded;
import dev.hoist.spi.RecordingException;
import dev.hoist.spi.SessionIo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Remembers what a session wished for. As a gateway does, it ignores wishes after the close. */
public final class FakeIo implements SessionIo {
  private final ByteArrayOutputStream client = new ByteArrayOutputStream();
  private final ByteArrayOutputStream target = new ByteArrayOutputStream();
  private final List<String> wishes = new ArrayList<>();
  private final List<Recorded> recorded = new ArrayList<>();
  private final List<byte[]> sideDials = new ArrayList<>();
  private Optional<Hello> hello = Optional.empty();
  private Optional<String> closed = Optional.empty();
  private boolean targetTls;
  private boolean recorderFails;
  private boolean recorderIsFull;

  public void useTargetTls() {
    targetTls = true;
  }

  public void failRecording() {
    recorderFails = true;
  }

  /** Takes no more statements. */
  public void fillRecording() {
    recorderIsFull = true;
  }

  /** All bytes sent to the client since the last call. */
  public byte[] takeClient() {
    return take(client);
  }

  /** All bytes sent to the target since the last call. */
  public byte[] takeTarget() {
    return take(target);
  }

  private static byte[] take(ByteArrayOutputStream stream) {
    byte[] bytes = stream.toByteArray();
    stream.reset();
    return bytes;
  }

  /** Names of the calls that are neither bytes nor records, in order. */
  public List<String> wishes() {
    return wishes;
  }

  public List<Recorded> recorded() {
    return recorded;
  }

  /** The cancel requests that were sent aside. */
  public List<byte[]> sideDials() {
    return sideDials;
  }

  public Optional<Hello> hello() {
    return hello;
  }

  public Optional<String> closed() {
    return closed;
  }

  private void wish(String name) {
    if (closed.isEmpty()) {
      wishes.add(name);
    }
  }

  private void append(ByteArrayOutputStream stream, ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    if (closed.isEmpty()) {
      try {
        stream.write(copy);
      } catch (IOException never) {
        throw new IllegalStateException(never);
      }
    }
  }

  @Override
  public void toClient(ByteBuffer bytes) {
    append(client, bytes);
  }

  @Override
  public void toTarget(ByteBuffer bytes) {
    if (wishes.contains("dropTarget")) {
      throw new IllegalStateException("bytes for a target that was dropped");
    }
    append(target, bytes);
  }

  @Override
  public void secureClient() {
    wish("secureClient");
  }

  @Override
  public void secureTarget() {
    wish("secureTarget");
  }

  @Override
  public void authorize(Hello hello) {
    this.hello = Optional.of(hello);
    wish("authorize");
  }

  @Override
  public InetSocketAddress clientAddress() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
  }

  @Override
  public boolean targetTls(Authorized pass) {
    return targetTls;
  }

  @Override
  public String option(Authorized pass, String name) {
    return "the-" + name;
  }

  @Override
  public void dial(Authorized pass) {
    wish("dial");
  }

  @Override
  public void targetReady() {
    wish("targetReady");
  }

  @Override
  public void sideDial(Authorized pass, ByteBuffer ask, byte yes, ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    sideDials.add(copy);
  }

  @Override
  public void register(Secret key) {
    wish("register");
  }

  @Override
  public void cancel(Secret key) {
    wish("cancel " + key.reveal());
  }

  @Override
  public void record(Recorded entry) {
    if (recorderFails) {
      throw new RecordingException("the disk is full", new IOException("no space"));
    }
    if (recorderIsFull && entry instanceof Recorded.Statement) {
      throw RecordingException.full("this session ends, for its recording is full");
    }
    recorded.add(entry);
  }

  @Override
  public void dropTarget() {
    wish("dropTarget");
  }

  @Override
  public void close(String why) {
    wish("close");
    closed = closed.or(() -> Optional.of(why));
  }
}
