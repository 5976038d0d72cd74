package dev.hoist.cli.warmup;

import dev.hoist.cli.Hoist;
import dev.hoist.cli.base.Prompt;
import dev.hoist.cli.base.Shell;
import dev.hoist.cli.client.HeadStart;
import dev.hoist.cli.config.Context;
import dev.hoist.cli.config.Contexts;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.policy.HoistPolicyLoader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs the commonest commands once against a stand-in for the server; prints nothing of it. Those
 * about policy are not among them: they start with a cache of their own, and what they alone load
 * would cost every other command.
 */
public final class Warmup {
  private static final List<String> COMMANDS =
      List.of(
          "version",
          "ls",
          "ls -o json",
          "whoami -o yaml",
          "status",
          "inbox",
          "approve R-1 --for 20m",
          "request show R-1",
          "request wait R-1",
          "request new orders --role fix --for 30m --reason order",
          "context ls",
          "psql orders --role fix --for 30m --reason order",
          "audit verify .",
          "doctor",
          "approve",
          "help");

  private Warmup() {}

  public static void main(String[] args) throws Exception {
    // Where commands start but this run does not.
    Class.forName("dev.hoist.cli.Main");
    practise(new HoistPolicyLoader(), COMMANDS);
  }

  /** Runs the given commands, each a line of words. */
  public static void practise(HoistPolicyLoader policies, List<String> commands)
      throws IOException, InterruptedException {
    Shell.system().say("practising");
    Path home = Files.createTempDirectory("hoist-warm-up-");
    Process server = standIn(home);
    try (BufferedReader said = server.inputReader()) {
      int port = Integer.parseInt(String.valueOf(said.readLine()));
      Files.createSymbolicLink(home.resolve("psql"), Path.of("/bin/true"));
      logIn(home, port, home.resolve("ca.pem"));
      Map<String, String> env = Map.of("HOME", home.toString(), "PATH", home.toString());
      commands.forEach(line -> run(quiet(env), policies, line.split(" ")));
    } finally {
      server.destroy();
      server.waitFor();
      delete(home);
    }
  }

  private static Process standIn(Path folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            StandIn.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** As a command runs by itself. */
  private static void run(Shell shell, HoistPolicyLoader policies, String... args) {
    HeadStart.begin(shell, args);
    Hoist.run(shell, policies, args);
    HeadStart.end();
  }

  private static void logIn(Path home, int port, Path ca) {
    var contexts = new Contexts(home.resolve(".config/hoist/config.yaml"));
    URI server = Context.server("localhost:" + port);
    contexts.save(new Context("practice", server, Optional.of(ca), Optional.of("ana")));
    contexts.saveToken("practice", Secret.of("none"));
  }

  private static Shell quiet(Map<String, String> env) {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return new Shell(
        env,
        InputStream.nullInputStream(),
        nowhere,
        nowhere,
        Prompt.none(),
        false,
        InstantSource.system(),
        ZoneId.systemDefault());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
