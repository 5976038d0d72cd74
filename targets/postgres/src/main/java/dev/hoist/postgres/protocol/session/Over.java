package dev.hoist.postgres.protocol.session;

import java.nio.ByteBuffer;

/** The session has ended; what still comes is late and ignored. */
final class Over extends Stage {
  @Override
  void clientBytes(ByteBuffer in) {}

  @Override
  void targetBytes(ByteBuffer in) {}

  @Override
  boolean warn(ByteBuffer warning) {
    return true;
  }

  @Override
  boolean clientListens() {
    return false;
  }
}
