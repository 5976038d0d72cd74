package dev.hoist.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A server that a killed owner left running. It goes down by itself when its owner does; this waits
 * for it and helps. Called only by who holds the cluster's lock, so it never stops another's.
 */
final class LeftOver {
  private static final Duration FAST = Duration.ofSeconds(30);
  private static final Duration IMMEDIATE = Duration.ofSeconds(10);

  private LeftOver() {}

  /**
   * Whether a start that met another server's {@code postmaster.pid} may be tried again: that
   * server was left over too, and is gone now. It wrote the file only after {@link #stop} looked.
   */
  static boolean stopLate(Path cluster) throws IOException, InterruptedException {
    stop(cluster);
    return PidFile.read(cluster).flatMap(PidFile::pid).flatMap(ProcessHandle::of).isEmpty();
  }

  static void stop(Path cluster) throws IOException, InterruptedException {
    Optional<ProcessHandle> server =
        PidFile.read(cluster)
            .flatMap(PidFile::pid)
            .flatMap(ProcessHandle::of)
            .filter(process -> serves(process, cluster));
    if (server.isPresent() && !stop(server.get())) {
      throw new EmbeddedPostgresException(
          "an earlier PostgreSQL on "
              + cluster
              + " does not stop; end process "
              + server.get().pid()
              + " by hand, then start again");
    }
  }

  /** Fast shutdown, then immediate shutdown, which the next start recovers from. */
  static boolean stop(ProcessHandle server) throws IOException, InterruptedException {
    signal(server, "INT");
    if (gone(server, FAST)) {
      return true;
    }
    signal(server, "QUIT");
    return gone(server, IMMEDIATE);
  }

  /** The number may meanwhile belong to another program; ours names its cluster when started. */
  private static boolean serves(ProcessHandle process, Path cluster) {
    try {
      byte[] raw = Files.readAllBytes(Path.of("/proc/" + process.pid() + "/cmdline"));
      String command = new String(raw, StandardCharsets.UTF_8);
      return command.contains("postgres") && command.contains("\0" + cluster + "\0");
    } catch (IOException e) {
      return false;
    }
  }

  private static void signal(ProcessHandle server, String name)
      throws IOException, InterruptedException {
    new ProcessBuilder("/bin/sh", "-c", "kill -s \"$0\" \"$1\"", name, Long.toString(server.pid()))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static boolean gone(ProcessHandle server, Duration within) throws InterruptedException {
    try {
      server.onExit().get(within.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return !server.isAlive();
    } catch (ExecutionException e) {
      throw new EmbeddedPostgresException("cannot watch process " + server.pid(), e);
    }
  }
}
