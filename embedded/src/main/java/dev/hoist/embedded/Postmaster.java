package dev.hoist.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A running server. */
final class Postmaster {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final int POLL_MILLIS = 10;
  private static final int LOG_TAIL = 4000;
  private static final long LOG_LIMIT = 10_000_000;

  private final Process process;
  private final ProcessHandle server;
  private final int port;

  private Postmaster(Process process, ProcessHandle server, int port) {
    this.process = process;
    this.server = server;
    this.port = port;
  }

  int port() {
    return port;
  }

  long pid() {
    return server.pid();
  }

  /** Starts a server on a cluster that has none, and waits until it takes connections. */
  static Postmaster start(
      Launch launch, Path cluster, OptionalInt fixedPort, Map<String, String> extra)
      throws IOException, InterruptedException {
    Path log = cluster.resolve("postgresql.log");
    if (Files.exists(log) && Files.size(log) > LOG_LIMIT) {
      Files.move(
          log,
          log.resolveSibling("postgresql.log.1"),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    long deadline = System.nanoTime() + START.toNanos();
    while (true) {
      int port = fixedPort.isPresent() ? fixedPort.getAsInt() : freePort();
      Attempt attempt = new Attempt(launch, cluster, log, port);
      Optional<Postmaster> up = attempt.run(extra, deadline);
      if (up.isPresent()) {
        return up.get();
      }
      String said = attempt.said();
      boolean again =
          mayGoBetter(said, fixedPort) || (isLocked(said) && LeftOver.stopLate(cluster));
      if (System.nanoTime() > deadline || !again) {
        throw failure(cluster, log, said, fixedPort);
      }
    }
  }

  /**
   * A free port may be taken by another in the meantime; and the children of a server that was
   * killed hold its memory for a moment.
   */
  private static boolean mayGoBetter(String said, OptionalInt fixedPort) {
    return said.contains("is still in use")
        || (fixedPort.isEmpty() && said.contains("Address already in use"));
  }

  private static boolean isLocked(String said) {
    return said.contains("lock file \"" + PidFile.NAME + "\" already exists");
  }

  private static EmbeddedPostgresException failure(
      Path cluster, Path log, String said, OptionalInt fixedPort) {
    String next =
        fixedPort.isPresent() && said.contains("Address already in use")
            ? "port " + fixedPort.getAsInt() + " is taken; free it or choose another"
            : "its log is " + log;
    return new EmbeddedPostgresException(
        "the database in " + cluster + " did not start; " + next + "; it said: " + said.strip());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Ends connections, writes a checkpoint, and goes; bounded. */
  void stop() throws InterruptedException {
    try {
      process.outputWriter().close(); // the watch beside the server sees it
      if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        LeftOver.stop(server);
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One try to start. */
  private static final class Attempt {
    private final Launch launch;
    private final Path cluster;
    private final Path log;
    private final int port;
    private final long logBefore;
    private String launcherSaid = "";

    Attempt(Launch launch, Path cluster, Path log, int port) throws IOException {
      this.launch = launch;
      this.cluster = cluster;
      this.log = log;
      this.port = port;
      this.logBefore = Files.exists(log) ? Files.size(log) : 0;
    }

    Optional<Postmaster> run(Map<String, String> extra, long deadline)
        throws IOException, InterruptedException {
      Optional<PidFile> stale = PidFile.read(cluster);
      Process process = launch.server(cluster, log, settings(port, extra));
      while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        Optional<PidFile> now = PidFile.read(cluster);
        if (now.isPresent() && now.get().ready() && !now.equals(stale)) {
          Optional<ProcessHandle> server = now.get().pid().flatMap(pid -> below(process, pid));
          if (server.isPresent()) {
            return Optional.of(new Postmaster(process, server.get(), port));
          }
        }
        if (System.nanoTime() > deadline) {
          process.outputWriter().close();
          process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS);
          return Optional.empty();
        }
      }
      launcherSaid = Launch.output(process);
      return Optional.empty();
    }

    /** The server that we started; one that was left over may be ready before ours gives up. */
    private static Optional<ProcessHandle> below(Process process, long pid) {
      return process.descendants().filter(server -> server.pid() == pid).findFirst();
    }

    /** The end of what this try wrote to the log. */
    String said() throws IOException {
      if (!Files.exists(log)) {
        return launcherSaid;
      }
      try (SeekableByteChannel file = Files.newByteChannel(log)) {
        file.position(Math.max(logBefore, file.size() - LOG_TAIL));
        var bytes = java.nio.ByteBuffer.allocate(LOG_TAIL);
        while (bytes.hasRemaining() && file.read(bytes) >= 0) {
          // read on
        }
        return launcherSaid
            + new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
      }
    }
  }

  private static List<String> settings(int port, Map<String, String> extra) {
    Map<String, String> settings = new TreeMap<>(ServerSettings.SAFE);
    settings.put("port", Integer.toString(port));
    settings.putAll(extra);
    return settings.entrySet().stream()
        .flatMap(setting -> Stream.of(setting.getKey() + "=" + setting.getValue()))
        .toList();
  }
}
