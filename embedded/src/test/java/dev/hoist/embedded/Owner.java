package dev.hoist.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A process of its own that owns a database, to be killed: starts it, puts one row into it, says so
 * with the server's process id, and waits for the end of its input.
 */
final class Owner {
  private Owner() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    try (var server = EmbeddedPostgres.start(settings(folder))) {
      try (var connection = server.connect("postgres");
          var statement = connection.createStatement()) {
        statement.execute("CREATE TABLE IF NOT EXISTS kept (n int)");
        statement.execute("INSERT INTO kept VALUES (1)");
      }
      System.out.println("up " + server.pid());
      System.in.read();
    }
    System.out.println("down");
  }

  static EmbeddedPostgres.Settings settings(Path folder) {
    return new EmbeddedPostgres.Settings(folder.resolve("store"), folder.resolve("store.password"));
  }

  static Process start(Path folder) throws IOException {
    return start(List.of(), System.getProperty("java.class.path"), folder);
  }

  /** As an account without privileges, also when the tests run as root. */
  static Process startUnprivileged(Path folder) throws IOException {
    Account account = Account.find();
    if (!account.isOther()) {
      return start(folder);
    }
    account.give(folder);
    return start(
        account.shell("exec \"$@\"", List.of()),
        copiedClassPath(folder.resolveSibling("lib")),
        folder);
  }

  private static Process start(List<String> prefix, String classPath, Path folder)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Duser.home=" + folder));
    command.addAll(List.of("-cp", classPath, Owner.class.getName(), folder.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).directory(Path.of("/").toFile());
    builder.environment().remove("XDG_CACHE_HOME");
    return builder.redirectErrorStream(true).start();
  }

  /** The account cannot read a Maven repository in root's home. */
  private static String copiedClassPath(Path into) throws IOException {
    Folders.create(into, "rwxr-xr-x");
    List<String> copies = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(":", -1)) {
      Path from = Path.of(entry);
      if (Files.exists(from)) {
        Path to = into.resolve(copies.size() + "-" + from.getFileName());
        copy(from, to);
        copies.add(to.toString());
      }
    }
    return String.join(":", copies);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path path : tree.toList()) {
        Path copy = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Folders.create(copy, "rwxr-xr-x");
        } else {
          Files.copy(path, copy);
          Files.setPosixFilePermissions(
              copy, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
        }
      }
    }
  }

  /** Waits for a line that begins so; gives the rest of it. */
  static String await(Process owner, String start) throws IOException {
    List<String> seen = new ArrayList<>();
    var reader = owner.inputReader(StandardCharsets.UTF_8);
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.startsWith(start)) {
        return line.substring(start.length()).strip();
      }
      seen.add(line);
    }
    throw new AssertionError("no line '" + start + "' in " + Arrays.toString(seen.toArray()));
  }
}
