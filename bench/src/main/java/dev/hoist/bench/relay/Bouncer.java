package dev.hoist.bench.relay;

import dev.hoist.control.tls.TlsFiles;
import dev.hoist.kernel.identity.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** pgbouncer in session mode, which keeps as many server connections as hoist does. */
final class Bouncer implements AutoCloseable {
  private final Process process;
  private final int port;

  private Bouncer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static Bouncer start(Path folder, TlsFiles tls, int target, Secret password)
      throws IOException, InterruptedException {
    int port = freePort();
    write(folder, "userlist.txt", "\"bench\" \"" + password.reveal() + "\"\n");
    Files.copy(tls.certificate(), folder.resolve("server.pem"));
    write(folder, "server.key", Files.readString(tls.key()));
    write(
        folder,
        "pgbouncer.ini",
        """
        [databases]
        bench = host=127.0.0.1 port=%d dbname=bench
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = %d
        unix_socket_dir =
        auth_type = plain
        auth_file = %3$s/userlist.txt
        pool_mode = session
        client_tls_sslmode = allow
        client_tls_cert_file = %3$s/server.pem
        client_tls_key_file = %3$s/server.key
        logfile = %3$s/pgbouncer.log
        log_connections = 0
        log_disconnections = 0
        """
            .formatted(target, port, folder));
    List<String> command = new ArrayList<>(List.of("pgbouncer"));
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("-u", "nobody")); // it refuses to be root
      handOver(folder);
    }
    command.add(folder.resolve("pgbouncer.ini").toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    Wait.forPort(port);
    return new Bouncer(process, port);
  }

  private static void handOver(Path folder) throws IOException {
    var nobody =
        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
    Files.setOwner(folder, nobody);
    for (String name : List.of("userlist.txt", "server.pem", "server.key", "pgbouncer.ini")) {
      Files.setOwner(folder.resolve(name), nobody);
    }
  }

  private static void write(Path folder, String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
