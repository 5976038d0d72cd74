package dev.hoist.postgres.protocol.session;

import dev.hoist.kernel.session.Authorization;
import dev.hoist.postgres.protocol.codec.Violation;
import java.nio.ByteBuffer;

/**
 * Where a session stands. What a stage does not expect from a peer is a {@link Violation}; what it
 * does not expect from its surroundings comes too late and means nothing any more.
 */
abstract sealed class Stage permits Door, TargetLogin, Relay, Over {
  void clientBytes(ByteBuffer in) {
    throw new Violation("the client spoke out of turn");
  }

  void clientClosed() {}

  void clientSecured() {}

  void authorized(Authorization answer) {}

  void targetConnected() {}

  void targetFailed(String why) {}

  void targetSecured() {}

  void targetBytes(ByteBuffer in) {
    throw new Violation("the target spoke out of turn");
  }

  void targetClosed() {}

  void cancel() {}

  /** Whether the target owes an answer to the client. */
  boolean running() {
    return false;
  }

  /** Says it now, or returns false to be asked again in the next stage. */
  boolean warn(ByteBuffer warning) {
    return false;
  }

  /** Whether an ErrorResponse would be understood now. */
  boolean clientListens() {
    return true;
  }

  /** Writes down how what was open ended. */
  void settle(String why) {}

  /** The target's connection was dropped; asks the target aside to stop what runs. */
  void stopTarget() {}
}
