package dev.hoist.app;

import dev.hoist.cli.warmup.Warmup;
import dev.hoist.policy.HoistPolicyLoader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Runs the commands about policy once, for a start-up cache of their own: they live in the server's
 * jars, where the kinds of target are, and the server's cache is four times as large as they need.
 * Run by {@code ./hoist} after a build.
 */
public final class PolicyWarmup {
  private static final List<String> COMMANDS =
      List.of(
          "policy check FILE",
          "policy test FILE",
          "policy explain -f FILE --as ana orders fix",
          "policy fmt --check FILE",
          "policy diff FILE FILE",
          "policy status");

  private PolicyWarmup() {}

  public static void main(String[] arguments) throws Exception {
    Class.forName("dev.hoist.app.Main");
    Path file = Files.createTempFile("hoist-practice", ".yaml");
    try {
      write(file);
      Warmup.practise(
          new HoistPolicyLoader(new PolicyKinds()),
          COMMANDS.stream().map(line -> line.replace("FILE", file.toString())).toList());
    } finally {
      Files.delete(file);
    }
  }

  private static void write(Path file) throws IOException {
    try (InputStream policy =
        Objects.requireNonNull(
            PolicyWarmup.class.getResourceAsStream("/practice/orders.yaml"), "practice/")) {
      Files.write(file, policy.readAllBytes());
    }
  }
}
