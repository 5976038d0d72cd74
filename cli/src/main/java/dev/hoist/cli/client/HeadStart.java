package dev.hoist.cli.client;

import dev.hoist.cli.base.Format;
import dev.hoist.cli.base.Globals;
import dev.hoist.cli.base.Shell;
import dev.hoist.wire.Json;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

/**
 * Meets the server while the command line is still being read. Most of a short command's time is
 * the JVM seeing TLS and JSON for the first time, and there is a second core.
 */
public final class HeadStart {
  /** What says nothing to the server, or may not want to. */
  private static final Set<String> ALONE =
      Set.of("audit", "completion", "context", "demo", "help", "login", "policy", "up", "version");

  private static Optional<Dialer> begun = Optional.empty();

  private HeadStart() {}

  /** Returns at once; whatever goes wrong here goes wrong again, and is told, where it matters. */
  public static void begin(Shell shell, String... args) {
    end();
    if (args.length == 0 || args[0].startsWith("-") || ALONE.contains(args[0])) {
      return;
    }
    start("tls", HeadStart::meetTls);
    start("json", Json::responses);
    try {
      var globals = new Globals(context(args), Format.TABLE, false);
      Endpoint endpoint = Endpoint.resolve(shell, globals);
      if (endpoint.token().isPresent()) {
        var dialer = new Dialer(endpoint.server(), endpoint.ca());
        dialer.dialAhead();
        begun = Optional.of(dialer);
      }
    } catch (RuntimeException | StackOverflowError e) {
      // A wrong guess is no reason to fail, nor is a file that only looks like YAML.
    }
  }

  /** Who makes connections to a server: the one that has begun to, if it is for that one. */
  static Dialer dialer(URI server, Optional<Path> ca) {
    Optional<Dialer> ours = begun.filter(dialer -> dialer.isFor(server, ca));
    return ours.orElseGet(() -> new Dialer(server, ca));
  }

  /** The JVM would wait 300 ms at its end for a thread that sits in a system call. */
  public static void end() {
    begun.ifPresent(Dialer::abandon);
    begun = Optional.empty();
  }

  private static void start(String name, Runnable work) {
    Thread.ofPlatform().daemon().name("head-start-" + name).start(work);
  }

  /** A ClientHello that is thrown away: making one loads the providers and generates a key. */
  private static void meetTls() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      // Nobody is believed: this one says nothing to anybody.
      context.init(null, new TrustManager[0], null);
      SSLEngine engine = context.createSSLEngine("localhost", 443);
      engine.setUseClientMode(true);
      engine.beginHandshake();
    } catch (GeneralSecurityException | SSLException e) {
      // Told by who dials.
    }
  }

  /** The context named on the command line, as far as can be seen before it is read. */
  private static Optional<String> context(String... args) {
    for (int i = 0; i < args.length && !args[i].equals("--"); i++) {
      if (args[i].equals("--context") && i + 1 < args.length) {
        return Optional.of(args[i + 1]);
      }
      if (args[i].startsWith("--context=")) {
        return Optional.of(args[i].substring("--context=".length()));
      }
    }
    return Optional.empty();
  }
}
