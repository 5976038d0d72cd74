package dev.hoist.gateway;

import dev.hoist.gateway.GatewayConfig.Limits;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Counts who holds a connection, as the package comment describes. Thread-safe. */
final class Admission {
  private final Limits limits;
  private final Map<ByteBuffer, Integer> waitingBySource = new HashMap<>();
  private int waiting;
  private int sessions;
  private long refused;

  Admission(Limits limits) {
    this.limits = limits;
  }

  /** A place for a connection that was just accepted; empty when there is none. */
  synchronized Optional<Ticket> enter(InetAddress from) {
    ByteBuffer source = source(from);
    int ofSource = waitingBySource.getOrDefault(source, 0);
    if (waiting >= limits.unauthenticated() || ofSource >= limits.unauthenticatedPerSource()) {
      refused++;
      return Optional.empty();
    }
    waiting++;
    waitingBySource.put(source, ofSource + 1);
    return Optional.of(new Ticket(source));
  }

  /** How many were refused since this was last asked. */
  synchronized long takeRefused() {
    long n = refused;
    refused = 0;
    return n;
  }

  /** Whoever has an IPv6 address has the whole /64 it is in. */
  private static ByteBuffer source(InetAddress from) {
    byte[] bytes = from.getAddress();
    return ByteBuffer.wrap(from instanceof Inet6Address ? Arrays.copyOf(bytes, 8) : bytes);
  }

  /** One connection's place. */
  final class Ticket {
    private final ByteBuffer source;
    private boolean isWaiting = true;
    private boolean isSession;

    private Ticket(ByteBuffer source) {
      this.source = source;
    }

    /** Takes a session's place in addition; false when there is none. */
    boolean reserveSession() {
      synchronized (Admission.this) {
        if (sessions >= limits.sessions()) {
          return false;
        }
        sessions++;
        isSession = true;
        return true;
      }
    }

    /** The connection was let in. */
    void letIn() {
      synchronized (Admission.this) {
        if (isWaiting) {
          isWaiting = false;
          waiting--;
          waitingBySource.computeIfPresent(source, (s, n) -> n == 1 ? null : n - 1);
        }
      }
    }

    /** The connection is gone. */
    void leave() {
      synchronized (Admission.this) {
        letIn();
        if (isSession) {
          isSession = false;
          sessions--;
        }
      }
    }
  }
}
