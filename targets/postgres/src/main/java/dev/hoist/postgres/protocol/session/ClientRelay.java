package dev.hoist.postgres.protocol.session;

import dev.hoist.postgres.protocol.codec.Backend;
import dev.hoist.postgres.protocol.codec.Body;
import dev.hoist.postgres.protocol.codec.Frontend;
import dev.hoist.postgres.protocol.codec.MessageStream;
import dev.hoist.postgres.protocol.codec.SqlState;
import dev.hoist.postgres.protocol.codec.Types;
import dev.hoist.postgres.protocol.codec.Violation;
import dev.hoist.spi.SessionIo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** From client to target: looks at each request, records statements, then lets it through. */
final class ClientRelay extends MessageStream {
  private final SessionIo io;
  private final Conversation conversation;
  private final ClientRequests requests;
  private final int messageBytes;
  private boolean terminated;

  ClientRelay(SessionIo io, Conversation conversation, int messageBytes) {
    this.io = io;
    this.conversation = conversation;
    this.requests = new ClientRequests(conversation);
    this.messageBytes = messageBytes;
  }

  /** The client said goodbye. */
  boolean terminated() {
    return terminated;
  }

  @Override
  protected boolean header(byte type, int length) {
    int most =
        switch (type) {
          case Frontend.QUERY, Frontend.PARSE, Frontend.BIND, Frontend.FUNCTION_CALL ->
              messageBytes;
          case Frontend.DESCRIBE, Frontend.EXECUTE, Frontend.CLOSE, Frontend.COPY_FAIL ->
              Frontend.MAX_SMALL;
          case Frontend.FLUSH, Frontend.SYNC, Frontend.COPY_DONE, Frontend.TERMINATE ->
              Integer.BYTES;
          case Frontend.COPY_DATA -> Backend.MAX_MESSAGE;
          default ->
              throw new Violation("a client does not send messages of type " + Types.show(type));
        };
    if (length < Integer.BYTES || (length > most && most != messageBytes)) {
      throw new Violation("message " + Types.show(type) + " has the wrong length " + length);
    }
    if (length > most) {
      throw new Violation(
          SqlState.LIMIT_EXCEEDED,
          "a message of " + length + " bytes is longer than the " + most + " that hoist takes",
          "Send large data by COPY.");
    }
    if (type == Frontend.COPY_DATA) {
      copying(type);
      return false;
    }
    return true;
  }

  private void copying(byte type) {
    if (!conversation.copy().clientMaySend()) {
      throw new Violation("message " + Types.show(type) + " without COPY");
    }
  }

  @Override
  protected void piece(byte type, ByteBuffer buffer, int offset, int length) {
    conversation.copy().data(buffer, offset, length);
  }

  @Override
  protected void whole(byte type, Body body) {
    switch (type) {
      case Frontend.FLUSH -> {}
      case Frontend.SYNC -> conversation.sync();
      case Frontend.COPY_DONE -> copyDone(type);
      case Frontend.COPY_FAIL -> {
        body.string(StandardCharsets.ISO_8859_1);
        copyDone(type);
      }
      case Frontend.TERMINATE -> {
        terminated = true;
        stop();
      }
      default -> request(type, body);
    }
    body.end();
  }

  private void copyDone(byte type) {
    copying(type);
    conversation.copy().clientDone().ifPresent(conversation::record);
  }

  private void request(byte type, Body body) {
    if (conversation.copy().clientSends()) {
      throw new Violation("message " + Types.show(type) + " during COPY");
    }
    if (!conversation.takesRequests()) {
      throw new Violation("message " + Types.show(type) + " where Sync must come after a COPY");
    }
    conversation.copy().forgetLate();
    switch (type) {
      case Frontend.QUERY -> requests.query(body);
      case Frontend.PARSE -> requests.parse(body);
      case Frontend.BIND -> requests.bind(body);
      case Frontend.DESCRIBE -> requests.describe(body);
      case Frontend.EXECUTE -> requests.execute(body);
      case Frontend.CLOSE -> requests.close(body);
      default -> requests.call(body);
    }
  }

  @Override
  protected void forward(ByteBuffer bytes) {
    io.toTarget(bytes);
  }
}
