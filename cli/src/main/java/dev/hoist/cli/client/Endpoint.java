package dev.hoist.cli.client;

import dev.hoist.cli.base.Failure;
import dev.hoist.cli.base.Globals;
import dev.hoist.cli.base.Shell;
import dev.hoist.cli.config.Context;
import dev.hoist.cli.config.Contexts;
import dev.hoist.kernel.identity.Secret;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the server is, whom to trust to be it, and what to show it.
 *
 * @param context the context it comes from, where it comes from one
 * @param ca a PEM file; the system's own authorities when empty
 */
public record Endpoint(
    URI server, Optional<Context> context, Optional<Path> ca, Optional<Secret> token) {
  private static final String DEFAULT = "https://localhost:7443";

  /** From options, environment and the user's contexts, in this order. */
  public static Endpoint resolve(Shell shell, Globals globals) {
    Contexts contexts = Contexts.of(shell);
    Optional<Context> context =
        globals
            .context()
            .or(() -> shell.env("HOIST_CONTEXT"))
            .or(contexts::current)
            .map(contexts::get);
    URI server =
        shell
            .env("HOIST_SERVER")
            .map(Context::server)
            .or(() -> context.map(Context::server))
            .orElseGet(() -> Context.server(DEFAULT));
    // A context's token and authority are for its own server and for no other.
    Optional<Context> own = context.filter(c -> c.server().equals(server));
    return new Endpoint(
        server,
        own,
        ca(shell, server, own),
        shell
            .env("HOIST_TOKEN")
            .map(Endpoint::token)
            .or(() -> own.flatMap(c -> contexts.token(c.name()))));
  }

  private static Secret token(String text) {
    if (!text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw Failure.usage(
          "HOIST_TOKEN has signs that no token has", "is there a line break or a blank in it?");
    }
    return Secret.of(text);
  }

  /** The authority to trust for a server; a server on this machine is known by its data folder. */
  public static Optional<Path> ca(Shell shell, URI server, Optional<Context> context) {
    return shell
        .env("HOIST_CA")
        .map(Path::of)
        .or(() -> context.flatMap(Context::ca))
        .or(
            () ->
                Optional.of(shell.dataFolder().resolve("tls/ca.pem"))
                    .filter(pem -> isLocal(server) && Files.isReadable(pem)));
  }

  private static boolean isLocal(URI server) {
    String host = String.valueOf(server.getHost());
    return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
  }

  /** What to call it in messages: {@code localhost:7443}. */
  public String name() {
    return server.getAuthority();
  }
}
