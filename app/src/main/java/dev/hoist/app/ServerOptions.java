package dev.hoist.app;

import dev.hoist.kernel.identity.Secret;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a server is set up.
 *
 * @param data the folder it owns
 * @param bind the address that API and gateway listen on
 * @param apiPort 0 takes a free one
 * @param gatewayPort 0 takes a free one
 * @param names the host names and addresses that clients know it by, besides the loopback ones;
 *     they go into its certificate
 * @param database a PostgreSQL of one's own for the store; empty for the embedded one
 * @param plainClients whether clients on loopback may do without TLS
 */
public record ServerOptions(
    Path data,
    InetAddress bind,
    int apiPort,
    int gatewayPort,
    List<String> names,
    Optional<Secret> database,
    boolean plainClients) {
  public static final int API_PORT = 7443;
  public static final int GATEWAY_PORT = 7432;

  public ServerOptions {
    names = List.copyOf(names);
  }
}
