package dev.hoist.postgres.protocol;

import dev.hoist.postgres.protocol.scram.ScramKeys;
import dev.hoist.postgres.protocol.session.PgSession;
import dev.hoist.postgres.protocol.session.Tools;
import dev.hoist.spi.Protocol;
import dev.hoist.spi.ProtocolLimits;
import dev.hoist.spi.ProtocolSession;
import dev.hoist.spi.SessionIo;
import java.security.SecureRandom;

/** PostgreSQL's protocol 3.0. Wants of a target's account the option {@code database}. */
public final class PostgresProtocol implements Protocol {
  /** Not 5432, which a PostgreSQL on the same machine would hold. */
  private static final int PORT = 7432;

  private final Tools tools = new Tools(new SecureRandom(), new ScramKeys());

  @Override
  public int defaultPort() {
    return PORT;
  }

  @Override
  public ProtocolSession open(SessionIo io, ProtocolLimits limits) {
    return new PgSession(io, limits, tools);
  }
}
