package dev.hoist.postgres.protocol.session;

import dev.hoist.postgres.protocol.codec.Sha256;
import dev.hoist.postgres.protocol.statement.Run;
import dev.hoist.spi.Recorded;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;

/** Where a COPY stands: who may send data, and what the client's data add up to. */
final class Copy {
  private boolean clientSends;
  private boolean clientLate;
  private boolean targetSends;
  private long bytes;
  private Optional<MessageDigest> digest = Optional.empty();
  private Optional<Run> run = Optional.empty();

  void begin(Run run, boolean in, boolean out) {
    this.run = Optional.of(run);
    this.clientSends = in;
    this.targetSends = out;
    this.bytes = 0;
    this.digest = in ? Optional.of(Sha256.begin()) : Optional.empty();
  }

  boolean running() {
    return clientSends || targetSends;
  }

  /** The target takes the client's data. */
  boolean clientSends() {
    return clientSends;
  }

  /** The client may send data, be it that the target will ignore them. */
  boolean clientMaySend() {
    return clientSends || clientLate;
  }

  boolean targetSends() {
    return targetSends;
  }

  void data(ByteBuffer buffer, int offset, int length) {
    if (clientSends && digest.isPresent()) {
      bytes += length;
      digest.get().update(buffer.slice(offset, length));
    }
  }

  /** The client said that it is through; what it sent, if that was taken. */
  Optional<Recorded.Data> clientDone() {
    clientLate = false;
    return sum();
  }

  void targetDone() {
    targetSends = false;
  }

  /**
   * The target ended it. A client that does not know yet may go on sending for a while, which the
   * target ignores.
   */
  Optional<Recorded.Data> ended() {
    clientLate = clientSends;
    targetSends = false;
    return sum();
  }

  /** The client went on to something else. */
  void forgetLate() {
    clientLate = false;
  }

  private Optional<Recorded.Data> sum() {
    boolean took = clientSends;
    clientSends = false;
    if (!took || run.isEmpty()) {
      return Optional.empty();
    }
    Optional<Recorded.Data> data =
        digest.map(d -> new Recorded.Data(run.get().number(), bytes, Sha256.hex(d)));
    digest = Optional.empty();
    return data;
  }
}
