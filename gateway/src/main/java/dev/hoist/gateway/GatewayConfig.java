package dev.hoist.gateway;

import dev.hoist.spi.Protocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How a gateway is set up. The defaults are in {@link Limits#DEFAULT} and {@link Timeouts#DEFAULT}.
 *
 * @param recordings the folder of the recordings
 */
public record GatewayConfig(
    List<Listen> listens, ServerTls tls, Path recordings, Limits limits, Timeouts timeouts) {
  public GatewayConfig {
    listens = List.copyOf(listens);
  }

  /** One listener on {@code at} with the default limits and timeouts. */
  public static GatewayConfig of(Listen listen, ServerTls tls, Path recordings) {
    return new GatewayConfig(List.of(listen), tls, recordings, Limits.DEFAULT, Timeouts.DEFAULT);
  }

  /**
   * Where one protocol is spoken.
   *
   * @param at the address to bind; port 0 takes a free one
   * @param plainAllowed whether clients may do without TLS; only on a loopback address
   */
  public record Listen(Protocol protocol, InetSocketAddress at, boolean plainAllowed) {
    public Listen {
      InetAddress address = at.getAddress();
      if (address == null) {
        throw new IllegalArgumentException("the gateway's address is unknown: " + at);
      }
      if (plainAllowed && !address.isLoopbackAddress()) {
        throw new IllegalArgumentException(
            "clients without TLS are allowed on loopback only, not on " + at);
      }
    }
  }

  /** The gateway's own certificate chain and key, PEM files. */
  public record ServerTls(Path certificates, Path key) {}

  /**
   * How much.
   *
   * @param unauthenticated connections not let in yet, altogether
   * @param unauthenticatedPerSource connections not let in yet, from one source address
   * @param sessions connections that were let in or are being let in
   * @param preAuth what a client may send before it is let in
   * @param message the longest single message afterwards
   * @param recording about the most that one session may have recorded; then it ends
   */
  public record Limits(
      int unauthenticated,
      int unauthenticatedPerSource,
      int sessions,
      ByteSize preAuth,
      ByteSize message,
      ByteSize recording) {
    public static final Limits DEFAULT =
        new Limits(
            256,
            64,
            1000,
            ByteSize.ofKilobytes(32),
            ByteSize.ofMegabytes(16),
            ByteSize.ofMegabytes(1024));

    public Limits {
      if (unauthenticated < 1 || unauthenticatedPerSource < 1 || sessions < 1) {
        throw new IllegalArgumentException("a gateway has room for at least one connection");
      }
    }
  }

  /**
   * How long.
   *
   * @param preAuth from accepting a connection to having its token: TLS and start-up
   * @param authorize for the check of the token
   * @param dial for name, connection, TLS and login towards the target
   * @param linger for a peer to take what is pending when its connection is closed
   * @param cut for a cut to be certain
   * @param report for reporting the ends of sessions when the gateway closes
   * @param groupCommit between two syncs of a recording
   * @param warnings how long before the deadline the client is told
   */
  public record Timeouts(
      Duration preAuth,
      Duration authorize,
      Duration dial,
      Duration linger,
      Duration cut,
      Duration report,
      Duration groupCommit,
      List<Duration> warnings) {
    public static final Timeouts DEFAULT =
        new Timeouts(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofMillis(200),
            List.of(Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofSeconds(10)));

    public Timeouts {
      warnings = List.copyOf(warnings);
    }
  }
}
