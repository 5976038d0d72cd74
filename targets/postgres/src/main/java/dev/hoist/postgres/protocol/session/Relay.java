package dev.hoist.postgres.protocol.session;

import dev.hoist.kernel.session.Authorized;
import dev.hoist.postgres.protocol.codec.Frontend;
import dev.hoist.postgres.protocol.codec.MessageWriter;
import dev.hoist.postgres.protocol.codec.Report;
import dev.hoist.postgres.protocol.codec.Say;
import dev.hoist.postgres.protocol.codec.SqlState;
import dev.hoist.spi.ProtocolLimits;
import dev.hoist.spi.Recorded;
import dev.hoist.spi.SessionIo;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The session proper: client and target talk, and hoist listens, records and may end it. */
final class Relay extends Stage {
  private final PgSession session;
  private final SessionIo io;
  private final Authorized pass;
  private final Optional<byte[]> targetKey;
  private final Conversation conversation;
  private final ClientRelay fromClient;
  private final TargetRelay fromTarget;
  private boolean leaving;

  Relay(
      PgSession session,
      SessionIo io,
      ProtocolLimits limits,
      Authorized pass,
      Optional<byte[]> targetKey,
      Conversation conversation) {
    this.session = session;
    this.io = io;
    this.pass = pass;
    this.targetKey = targetKey;
    this.conversation = conversation;
    this.fromClient = new ClientRelay(io, conversation, limits.messageBytes());
    this.fromTarget = new TargetRelay(io, conversation, limits.messageBytes());
  }

  @Override
  void clientBytes(ByteBuffer in) {
    if (leaving) {
      return;
    }
    fromClient.feed(in);
    if (fromClient.terminated()) {
      leave();
    }
  }

  /** The client said goodbye, but what it sent before is still to be done, as without hoist. */
  private void leave() {
    leaving = true;
    if (conversation.idle()) {
      session.leave("client left");
    }
  }

  /** A client that just vanished wants nothing more. */
  @Override
  void clientClosed() {
    if (leaving) {
      return;
    }
    if (conversation.idle() && !fromClient.midway()) {
      io.toTarget(new MessageWriter().begin(Frontend.TERMINATE).end().done());
      session.leave("client left");
    } else {
      io.dropTarget();
      stopTarget();
      session.leave("client left while its statement ran");
    }
  }

  @Override
  void targetBytes(ByteBuffer in) {
    fromTarget.feed(in);
  }

  @Override
  void targetFailed(String why) {
    targetGone("target " + pass.target().name() + " is gone: " + why);
  }

  @Override
  void targetClosed() {
    if (leaving) {
      session.leave("client left");
    } else if (fromTarget.farewell().isPresent()) {
      Report last = fromTarget.farewell().get();
      session.leave("target ended it: " + last.sqlState() + " " + last.message());
    } else {
      targetGone("target " + pass.target().name() + " closed the connection");
    }
  }

  private void targetGone(String message) {
    session.end(
        new Ending(
            SqlState.CONNECTION_FAILURE,
            message,
            "Connect again; your grant goes on until it ends.",
            message));
  }

  @Override
  void cancel() {
    if (!conversation.idle()) {
      io.record(new Recorded.Note("cancel asked by the client"));
      stopTarget();
    }
  }

  @Override
  boolean running() {
    return !conversation.idle();
  }

  @Override
  void stopTarget() {
    if (targetKey.isPresent() && !conversation.idle()) {
      ByteBuffer request = Say.cancelRequest(targetKey.get());
      io.sideDial(pass, Say.sslRequest(), (byte) 'S', request);
    }
  }

  @Override
  boolean warn(ByteBuffer warning) {
    fromTarget.insert(warning);
    return true;
  }

  @Override
  boolean clientListens() {
    return !fromTarget.midway();
  }

  @Override
  void settle(String why) {
    conversation.settle(why);
  }
}
