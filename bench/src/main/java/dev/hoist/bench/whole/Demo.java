package dev.hoist.bench.whole;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A running {@code ./hoist demo} in a folder of its own. */
final class Demo implements AutoCloseable {
  private final Process process;
  private final Duration toReady;

  private Demo(Process process, Duration toReady) {
    this.process = process;
    this.toReady = toReady;
  }

  static Demo start(Path launcher, Path folder) throws IOException {
    var builder =
        new ProcessBuilder(launcher.toString(), "demo", "--api-port", "0", "--gateway-port", "0");
    builder.environment().putAll(environment(folder));
    builder.redirectError(ProcessBuilder.Redirect.to(folder.resolve("demo.log").toFile()));
    long since = System.nanoTime();
    Process process = builder.start();
    var lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.contains("is ready after")) {
        return new Demo(process, Duration.ofNanos(System.nanoTime() - since));
      }
    }
    throw new IOException("the demo did not start; see " + folder.resolve("demo.log"));
  }

  private static Map<String, String> environment(Path folder) {
    return Map.of(
        "HOIST_DATA", folder.toString(),
        "HOIST_CONFIG", folder.resolve("config").resolve("config.yaml").toString(),
        "NO_COLOR", "1");
  }

  Duration toReady() {
    return toReady;
  }

  long pid() {
    return process.pid();
  }

  /** A command as one of the demo's people, output thrown away. */
  static Process as(Path launcher, Path folder, String who, List<String> arguments)
      throws IOException {
    var command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment(folder));
    builder.environment().put("HOIST_CONTEXT", "demo-" + who);
    builder.redirectInput(Path.of("/dev/null").toFile());
    return builder.start();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
  }

  /** All that a command writes to its standard output. */
  static String text(Process process) throws IOException, InterruptedException {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return out;
  }
}
