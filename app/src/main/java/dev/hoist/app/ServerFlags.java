package dev.hoist.app;

import dev.hoist.cli.base.Shell;
import dev.hoist.kernel.identity.Secret;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that every way of running a server has. */
public final class ServerFlags {
  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "The folder the server owns; else HOIST_DATA, else ~/.hoist.")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "The address that API and gateway listen on (${DEFAULT-VALUE}).")
  private String bind = "127.0.0.1";

  @Option(
      names = "--api-port",
      paramLabel = "PORT",
      defaultValue = "" + ServerOptions.API_PORT,
      description = "The API's port (${DEFAULT-VALUE}); 0 takes a free one.")
  private int apiPort = ServerOptions.API_PORT;

  @Option(
      names = "--gateway-port",
      paramLabel = "PORT",
      defaultValue = "" + ServerOptions.GATEWAY_PORT,
      description = "The gateway's port (${DEFAULT-VALUE}); 0 takes a free one.")
  private int gatewayPort = ServerOptions.GATEWAY_PORT;

  @Option(
      names = "--name",
      paramLabel = "HOST",
      description =
          "A name or address that clients know this server by; may be given again. Left out: the"
              + " address of --bind.")
  private List<String> names = List.of();

  /** The folder that was asked for. */
  public Path data() {
    // Where commands on this machine look for it too.
    return data.orElseGet(() -> Shell.system().dataFolder()).toAbsolutePath();
  }

  /** With these flags, on a folder. */
  public ServerOptions on(Path folder) {
    InetAddress address = address();
    return new ServerOptions(
        folder, address, port(apiPort), port(gatewayPort), names(address), database(), false);
  }

  /** A server that listens on one address is known by it, at least. */
  private List<String> names(InetAddress address) {
    if (!names.isEmpty() || address.equals(InetAddress.ofLiteral("127.0.0.1"))) {
      return names;
    }
    if (address.isAnyLocalAddress()) {
      throw new StartException(
          "on "
              + bind
              + " clients come by any name; say which they know this server by: --name HOST");
    }
    return List.of(address.getHostAddress());
  }

  private Optional<Secret> database() {
    return environment("HOIST_DATABASE_URL").map(Secret::of);
  }

  private InetAddress address() {
    try {
      return InetAddress.getByName(bind);
    } catch (UnknownHostException e) {
      throw new StartException(bind + " is no address of this machine; see: ip address", e);
    }
  }

  private static int port(int port) {
    if (port < 0 || port > 65_535) {
      throw new StartException("a port is between 0 and 65535, not " + port);
    }
    return port;
  }

  private static Optional<String> environment(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }
}
