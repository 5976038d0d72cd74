package dev.hoist.control.server;

import dev.hoist.control.identity.Identity;
import dev.hoist.control.tls.TlsFiles;
import java.net.InetAddress;
import java.time.Duration;

/**
 * How the API is served.
 *
 * @param bind where to listen
 * @param port 0 for one that is free
 * @param version the program's version, for those who ask
 * @param loginLife how long a login lasts
 * @param connections how many connections at most at the same time
 */
public record ControlConfig(
    InetAddress bind, int port, TlsFiles tls, String version, Duration loginLife, int connections) {
  public static final int PORT = 7443;
  public static final int CONNECTIONS = 2_000;

  /** Loopback, the usual port, logins of twelve hours. */
  public static ControlConfig defaults(TlsFiles tls, String version) {
    return new ControlConfig(
        InetAddress.getLoopbackAddress(), PORT, tls, version, Identity.LOGIN_LIFE, CONNECTIONS);
  }

  public ControlConfig withPort(int other) {
    return new ControlConfig(bind, other, tls, version, loginLife, connections);
  }
}
