package dev.hoist.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Debian's sshd on the loopback address, with a configuration and keys of its own, for the user who
 * runs the test, root or not.
 */
final class RealSshd implements AutoCloseable {
  private static final Path SSHD =
      Stream.of("/usr/sbin/sshd", "/usr/bin/sshd", "/usr/local/sbin/sshd")
          .map(Path::of)
          .filter(Files::isExecutable)
          .findFirst()
          .orElseThrow(
              () -> new AssertionError("sshd is not here: apt-get install openssh-server"));

  /** How many are tried: whatever asks for one may get the one that was free a moment ago. */
  private static final int PORTS = 10;

  private final Path folder;
  private int port;
  private final Process server;

  /**
   * @param keys public keys that may log in, as authorized_keys has them
   */
  RealSshd(Path folder, List<String> keys, String... more) throws IOException {
    this.folder = Files.createDirectories(folder);
    // sshd drops privileges before it reads the file of keys, and distrusts folders open to others.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    key("host_ed25519", "ed25519");
    key("host_ecdsa", "ecdsa");
    Files.write(folder.resolve("authorized_keys"), keys);
    privileges();
    Optional<Process> up = Optional.empty();
    for (int i = 0; i < PORTS && up.isEmpty(); i++) {
      port = freePort();
      up = start(more);
    }
    server = up.orElseThrow(() -> new AssertionError("no port stays free: " + log()));
  }

  private static int freePort() throws IOException {
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  /** A server that listens; empty when the port was taken in the meantime. */
  private Optional<Process> start(String... more) throws IOException {
    var lines =
        new ArrayList<>(
            List.of(
                "Port " + port,
                "ListenAddress 127.0.0.1",
                "HostKey " + folder.resolve("host_ed25519"),
                "HostKey " + folder.resolve("host_ecdsa"),
                "AuthorizedKeysFile " + folder.resolve("authorized_keys"),
                "PidFile " + folder.resolve("pid"),
                "StrictModes no",
                "UsePAM no",
                "PasswordAuthentication no",
                "KbdInteractiveAuthentication no",
                "PermitRootLogin prohibit-password",
                "AcceptEnv GIT_PROTOCOL"));
    lines.addAll(List.of(more));
    Path config = Files.write(folder.resolve("sshd_config"), lines);
    Process process =
        new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    while (process.isAlive()) {
      if (log().contains("Server listening on 127.0.0.1 port " + port)) {
        return Optional.of(process);
      }
      Thread.onSpinWait();
    }
    if (log().contains("Address already in use")) {
      return Optional.empty();
    }
    throw new AssertionError("sshd ended: " + log());
  }

  /** As root, sshd wants an empty folder, which otherwise the machine's start makes. */
  private static void privileges() throws IOException {
    if (System.getProperty("user.name").equals("root")) {
      Files.createDirectories(Path.of("/run/sshd"));
    }
  }

  private void key(String name, String type) {
    if (!Files.exists(folder.resolve(name))) {
      Run.in(
          folder,
          folder,
          List.of("ssh-keygen", "-q", "-t", type, "-N", "", "-f", folder.resolve(name).toString()));
    }
  }

  String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  String url(Path repository) {
    return "ssh://" + System.getProperty("user.name") + "@localhost:" + port + repository;
  }

  /** A line for known_hosts: a host's name and one of this server's keys. */
  String known(String host, String key) throws IOException {
    String line = Files.readString(folder.resolve(key + ".pub")).strip();
    return host + " " + line.substring(0, line.lastIndexOf(' '));
  }

  String known(String key) throws IOException {
    return known("[localhost]:" + port, key);
  }

  @Override
  public void close() {
    server.destroy();
    try {
      server.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
