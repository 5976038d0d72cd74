package dev.hoist.app.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs the real {@code hoist} command as one person, the way that person would. */
final class Hoist {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Path launcher;
  private final Map<String, String> environment;

  /**
   * @param launcher the {@code ./hoist} script
   * @param environment what the command finds in its environment besides ours
   */
  Hoist(Path launcher, Map<String, String> environment) {
    this.launcher = launcher;
    this.environment = Map.copyOf(environment);
  }

  /** What a command did. */
  record Ran(int exit, String out, String err, Duration took) {
    String all() {
      return out + err;
    }
  }

  /** A command that still runs. */
  record Running(
      Process process, CompletableFuture<String> out, CompletableFuture<String> err, long since) {
    Ran await() throws IOException, InterruptedException {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(
            "the command did not end within " + PATIENCE.toMinutes() + " minutes");
      }
      Duration took = Duration.ofNanos(System.nanoTime() - since);
      return new Ran(process.exitValue(), out.join(), err.join(), took);
    }
  }

  Ran run(String... arguments) throws IOException, InterruptedException {
    return start(Map.of(), arguments).await();
  }

  Running start(Map<String, String> more, String... arguments) throws IOException {
    var command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    return start(more, command);
  }

  /** Starts any program in the same environment: the real client, say. */
  Running start(Map<String, String> more, List<String> command) throws IOException {
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.environment().putAll(more);
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    long since = System.nanoTime();
    Process process = builder.start();
    return new Running(
        process, text(process.getInputStream()), text(process.getErrorStream()), since);
  }

  private static CompletableFuture<String> text(InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException e) {
            return "(output lost: " + e.getMessage() + ")";
          }
        },
        task -> Thread.ofVirtual().start(task));
  }
}
