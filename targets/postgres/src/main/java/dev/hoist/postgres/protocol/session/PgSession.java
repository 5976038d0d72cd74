package dev.hoist.postgres.protocol.session;

import dev.hoist.kernel.session.Authorization;
import dev.hoist.postgres.protocol.codec.Say;
import dev.hoist.postgres.protocol.codec.SqlState;
import dev.hoist.postgres.protocol.codec.Violation;
import dev.hoist.spi.ProtocolLimits;
import dev.hoist.spi.ProtocolSession;
import dev.hoist.spi.Recorded;
import dev.hoist.spi.RecordingException;
import dev.hoist.spi.SessionIo;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** One session: hands what happens to the stage it stands in, and ends it in one way. */
public final class PgSession implements ProtocolSession {
  private static final int MOST_WARNINGS = 8;

  private final SessionIo io;
  private final ArrayDeque<ByteBuffer> warnings = new ArrayDeque<>();
  private Stage stage;

  public PgSession(SessionIo io, ProtocolLimits limits, Tools tools) {
    this.io = io;
    this.stage = new Door(this, io, limits, tools);
  }

  /** Goes on in the next stage; what waited to be said is said there if it can be. */
  void become(Stage next) {
    stage = next;
    while (!warnings.isEmpty() && stage.warn(warnings.element())) {
      warnings.remove();
    }
  }

  @Override
  public void clientBytes(ByteBuffer in) {
    if (in.hasRemaining()) {
      guard(() -> stage.clientBytes(in));
    }
    in.position(in.limit());
  }

  @Override
  public void targetBytes(ByteBuffer in) {
    if (in.hasRemaining()) {
      guard(() -> stage.targetBytes(in));
    }
    in.position(in.limit());
  }

  @Override
  public void clientClosed() {
    guard(() -> stage.clientClosed());
  }

  @Override
  public void clientSecured() {
    guard(() -> stage.clientSecured());
  }

  @Override
  public void authorized(Authorization answer) {
    guard(() -> stage.authorized(answer));
  }

  @Override
  public void targetConnected() {
    guard(() -> stage.targetConnected());
  }

  @Override
  public void targetFailed(String why) {
    guard(() -> stage.targetFailed(why));
  }

  @Override
  public void targetSecured() {
    guard(() -> stage.targetSecured());
  }

  @Override
  public void targetClosed() {
    guard(() -> stage.targetClosed());
  }

  @Override
  public void cancel() {
    guard(() -> stage.cancel());
  }

  @Override
  public boolean running() {
    return stage.running();
  }

  @Override
  public void warn(String message, String hint) {
    ByteBuffer warning = Say.warning(message, hint);
    guard(
        () -> {
          if (!stage.warn(warning) && warnings.size() < MOST_WARNINGS) {
            warnings.add(warning);
          }
        });
  }

  @Override
  public void cut(String message, String hint) {
    end(new Ending(SqlState.ADMIN_SHUTDOWN, message, hint, "cut: " + message));
  }

  private void guard(Runnable work) {
    try {
      work.run();
    } catch (Violation broken) {
      end(Ending.of(broken));
    } catch (RecordingException unrecorded) {
      end(Ending.unrecorded(unrecorded));
    }
  }

  /** Ends the session and says so to the client where the protocol allows. */
  void end(Ending ending) {
    Stage last = stage;
    if (last instanceof Over) {
      return;
    }
    stage = new Over();
    // First of all: from here on nothing more reaches the target (S01).
    io.dropTarget();
    last.stopTarget();
    settle(last, ending.why());
    if (last.clientListens()) {
      io.toClient(Say.fatal(ending.sqlState(), ending.message(), ending.hint()));
    }
    io.close(ending.why());
  }

  /** Ends the session because a peer left; there is nothing to say. */
  void leave(String why) {
    Stage last = stage;
    stage = new Over();
    settle(last, why);
    io.close(why);
  }

  private void settle(Stage last, String why) {
    try {
      last.settle(why);
      if (last instanceof Relay) {
        io.record(new Recorded.Note(why));
      }
    } catch (RecordingException already) {
      // The session is ending anyway, and nothing is forwarded any more.
    }
  }
}
