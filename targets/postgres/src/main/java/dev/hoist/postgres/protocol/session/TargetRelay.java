package dev.hoist.postgres.protocol.session;

import dev.hoist.postgres.protocol.codec.Backend;
import dev.hoist.postgres.protocol.codec.Body;
import dev.hoist.postgres.protocol.codec.MessageStream;
import dev.hoist.postgres.protocol.codec.Report;
import dev.hoist.postgres.protocol.codec.SqlState;
import dev.hoist.postgres.protocol.codec.Types;
import dev.hoist.postgres.protocol.codec.Violation;
import dev.hoist.postgres.protocol.statement.Run;
import dev.hoist.spi.SessionIo;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * From target to client: rows and COPY data are only counted; the few messages that say how
 * something ended are read. What hoist itself says to the client is put in between messages.
 */
final class TargetRelay extends MessageStream {
  private final SessionIo io;
  private final Conversation conversation;
  private final int messageBytes;
  private final ArrayDeque<ByteBuffer> waiting = new ArrayDeque<>();
  private Optional<Report> farewell = Optional.empty();

  TargetRelay(SessionIo io, Conversation conversation, int messageBytes) {
    this.io = io;
    this.conversation = conversation;
    this.messageBytes = messageBytes;
  }

  /** The FATAL by which the target said that it ends the connection. */
  Optional<Report> farewell() {
    return farewell;
  }

  /** Says something of hoist's own between two messages. */
  void insert(ByteBuffer message) {
    if (midway()) {
      waiting.add(message);
    } else {
      io.toClient(message);
    }
  }

  @Override
  protected void complete() {
    while (!waiting.isEmpty()) {
      io.toClient(waiting.remove());
    }
  }

  @Override
  protected void forward(ByteBuffer bytes) {
    io.toClient(bytes);
  }

  @Override
  protected void piece(byte type, ByteBuffer buffer, int offset, int length) {}

  @Override
  protected boolean header(byte type, int length) {
    if (length < Integer.BYTES || length > Backend.MAX_MESSAGE) {
      throw new Violation("the target sent a message of " + length + " bytes");
    }
    switch (type) {
      case Backend.DATA_ROW -> row(type, length);
      case Backend.COPY_DATA -> copyRow(type, length);
      case Backend.NOTICE_RESPONSE, Backend.NOTIFICATION_RESPONSE -> {}
      case Backend.COMMAND_COMPLETE,
          Backend.ERROR_RESPONSE,
          Backend.PARAMETER_STATUS,
          Backend.PARAMETER_DESCRIPTION,
          Backend.READY_FOR_QUERY -> {
        return readable(type, length);
      }
      case Backend.ROW_DESCRIPTION -> rowDescription(type);
      case Backend.COPY_IN_RESPONSE -> copy(type, true, false);
      case Backend.COPY_OUT_RESPONSE -> copy(type, false, true);
      case Backend.COPY_BOTH_RESPONSE -> copy(type, true, true);
      case Backend.FUNCTION_CALL_RESPONSE -> functionResult(type, length);
      default -> bare(type, length);
    }
    return false;
  }

  private boolean readable(byte type, int length) {
    if (length > messageBytes) {
      throw new Violation(
          SqlState.LIMIT_EXCEEDED,
          "the target sent " + Types.show(type) + " of " + length + " bytes, too long to be read");
    }
    return true;
  }

  /** Messages that are nothing but their type. */
  private void bare(byte type, int length) {
    switch (type) {
      case Backend.PARSE_COMPLETE -> {
        conversation.parsed(head(type, Step.Parsing.class));
        conversation.next();
      }
      case Backend.BIND_COMPLETE -> {
        conversation.bound(head(type, Step.Binding.class).proposal());
        conversation.next();
      }
      case Backend.CLOSE_COMPLETE -> {
        conversation.closed(head(type, Step.Closing.class));
        conversation.next();
      }
      case Backend.NO_DATA -> described(type);
      case Backend.PORTAL_SUSPENDED -> conversation.suspended(head(type, Step.Executing.class));
      case Backend.EMPTY_QUERY_RESPONSE -> ended(type, "empty query");
      case Backend.COPY_DONE -> copyDone(type);
      default -> throw new Violation("the target sent a message of type " + Types.show(type));
    }
    if (length != Integer.BYTES) {
      throw new Violation("the target sent " + Types.show(type) + " with a body");
    }
  }

  private <S extends Step> S head(byte type, Class<S> kind) {
    return conversation
        .head()
        .filter(kind::isInstance)
        .map(kind::cast)
        .orElseThrow(() -> unexpected(type));
  }

  private static Violation unexpected(byte type) {
    return new Violation("the target sent " + Types.show(type) + " where nothing asked for it");
  }

  private void row(byte type, int length) {
    Step head = conversation.head().orElse(null);
    boolean taken =
        switch (head) {
          case null -> false;
          case Step.Simple simple -> simple.takesRows();
          case Step.Executing executing -> true;
          case Step other -> false;
        };
    if (!taken || conversation.copy().running()) {
      throw unexpected(type);
    }
    working(type).row(length + 1);
  }

  private void copyRow(byte type, int length) {
    if (!conversation.copy().targetSends()) {
      throw unexpected(type);
    }
    working(type).row(length + 1);
  }

  private void copyDone(byte type) {
    if (!conversation.copy().targetSends()) {
      throw unexpected(type);
    }
    conversation.copy().targetDone();
  }

  /** The account of the statement that may bring results now. */
  private Run working(byte type) {
    return switch (conversation.head().orElse(null)) {
      case Step.Simple simple when !simple.isFailed() -> simple.run().orElseThrow();
      case Step.Executing executing -> executing.run().orElseThrow();
      case null -> throw unexpected(type);
      case Step other -> throw unexpected(type);
    };
  }

  private void rowDescription(byte type) {
    if (conversation.head().orElse(null) instanceof Step.Simple simple) {
      if (simple.isFailed() || simple.takesRows() || conversation.copy().running()) {
        throw unexpected(type);
      }
      simple.described();
      conversation.progress();
    } else {
      described(type);
    }
  }

  private void described(byte type) {
    if (head(type, Step.Describing.class).parametersDue()) {
      throw unexpected(type);
    }
    conversation.next();
  }

  private void copy(byte type, boolean in, boolean out) {
    Run run = working(type);
    if (conversation.copy().running()) {
      throw unexpected(type);
    }
    if (in) {
      conversation.copyIn(run, out);
    } else {
      conversation.copy().begin(run, false, true);
    }
  }

  private void functionResult(byte type, int length) {
    Step.Calling call = head(type, Step.Calling.class);
    if (call.isSettled()) {
      throw unexpected(type);
    }
    Run run = call.run().orElseThrow();
    run.row(length + 1);
    String outcome = "function returned";
    conversation.record(run.done(outcome));
    conversation.completed(outcome);
    call.settled();
  }

  private void ended(byte type, String tag) {
    Run run = working(type);
    if (conversation.copy().targetSends()) {
      throw unexpected(type);
    }
    conversation.copyEnded();
    conversation.record(run.done(tag));
    if (conversation.head().orElse(null) instanceof Step.Simple simple) {
      simple.settled();
      conversation.progress();
    } else {
      conversation.next();
    }
  }

  @Override
  protected void whole(byte type, Body body) {
    switch (type) {
      case Backend.COMMAND_COMPLETE -> {
        String tag = body.string(conversation.charset());
        ended(type, tag);
        conversation.completed(tag);
      }
      case Backend.ERROR_RESPONSE -> failed(Report.read(body, conversation.charset()));
      case Backend.PARAMETER_STATUS -> conversation.parameterStatus(body);
      case Backend.PARAMETER_DESCRIPTION -> parameters(type, body);
      default -> ready(type, body.int8());
    }
    body.end();
  }

  private void failed(Report report) {
    if (report.ends()) {
      farewell = Optional.of(report);
    }
    conversation.failed(report);
  }

  private void parameters(byte type, Body body) {
    Step.Describing describing = head(type, Step.Describing.class);
    if (!describing.parametersDue()) {
      throw unexpected(type);
    }
    int[] types = new int[body.int16()];
    for (int i = 0; i < types.length; i++) {
      types[i] = body.int32();
    }
    describing.parameters(types);
  }

  private void ready(byte type, byte transaction) {
    if ("ITE".indexOf(transaction) < 0 || !conversation.ready()) {
      throw unexpected(type);
    }
    if (transaction == 'I') {
      conversation.transactionEnded();
    }
  }
}
