package dev.hoist.bench.relay;

import dev.hoist.control.tls.HoistCa;
import dev.hoist.control.tls.TlsFiles;
import dev.hoist.gateway.Endpoint;
import dev.hoist.gateway.Gateway;
import dev.hoist.gateway.GatewayConfig;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.session.Authorizer;
import dev.hoist.postgres.PostgresKind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The product's gateway in a process of its own, so that its CPU time is its own: the real byte
 * path with TLS, protocol and recording, behind a desk that lets the same token in again and again,
 * because pgbench connects more than once with one password.
 *
 * <p>Arguments: a folder, the target's port. Standard input: the token, then the target's password.
 * Standard output: the port it listens on.
 */
public final class GatewayProcess {
  private GatewayProcess() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    var input =
        new java.io.BufferedReader(
            new java.io.InputStreamReader(System.in, java.nio.charset.StandardCharsets.UTF_8));
    Secret token = Secret.of(input.readLine());
    Secret password = Secret.of(input.readLine());
    var desk = new OpenDesk(token, password, "127.0.0.1:" + arguments[1]);
    TlsFiles tls = HoistCa.open(folder.resolve("tls"), List.of(), Instant.now());
    var config =
        GatewayConfig.of(
            new GatewayConfig.Listen(
                new PostgresKind().protocol(),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                true),
            new GatewayConfig.ServerTls(tls.certificate(), tls.key()),
            folder.resolve("recordings"));
    Map<String, String> options = Map.of("tls", "off", "database", OpenDesk.DATABASE);
    try (Gateway gateway =
        Gateway.start(
            config,
            new Authorizer(desk),
            end -> {},
            pass -> Endpoint.of(pass.target().definition(), options),
            Instant::now)) {
      System.out.println(gateway.addresses().getFirst().getPort());
      while (input.readLine() != null) {
        // until whoever started this closes its end
      }
    }
    System.exit(0);
  }
}
