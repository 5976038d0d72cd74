package dev.hoist.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The account of the operating system that PostgreSQL runs as: our own, or an unprivileged one when
 * we are root.
 *
 * @param other absent when it is our own
 */
record Account(@Nullable Other other) {
  private static final List<String> PLACES =
      List.of("/usr/bin/", "/bin/", "/usr/sbin/", "/sbin/", "/usr/local/bin/");

  /** An account that is not ours, from /etc/passwd. */
  record Other(String name, int uid, int gid) {}

  static Account find() {
    if (!isRoot()) {
      return new Account(null);
    }
    return user("postgres")
        .or(() -> user("nobody"))
        .map(Account::new)
        .orElseThrow(
            () ->
                new EmbeddedPostgresException(
                    "PostgreSQL does not run as root, and there is no account postgres or nobody to"
                        + " run it as; add one, or run hoist as another user"));
  }

  private static boolean isRoot() {
    try {
      return ((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid")) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<Other> user(String name) {
    // Latin-1 takes any byte; the names looked for are ASCII.
    try (var lines = Files.lines(Path.of("/etc/passwd"), StandardCharsets.ISO_8859_1)) {
      return lines
          .map(line -> line.split(":", -1))
          .filter(fields -> fields.length >= 4 && fields[0].equals(name))
          .map(f -> new Other(name, Integer.parseInt(f[2]), Integer.parseInt(f[3])))
          .filter(account -> account.uid() != 0)
          .findFirst();
    } catch (IOException e) {
      throw new EmbeddedPostgresException("cannot look up the account " + name, e);
    }
  }

  boolean isOther() {
    return other != null;
  }

  /** Hands a folder that is still empty to the account. */
  void give(Path folder) throws IOException {
    if (other != null) {
      Files.setAttribute(folder, "unix:uid", other.uid());
      Files.setAttribute(folder, "unix:gid", other.gid());
    }
  }

  /** A shell script with arguments, as the command that runs it under this account. */
  List<String> shell(String script, List<String> arguments) {
    List<String> command = new ArrayList<>(other == null ? List.of() : become(other));
    command.addAll(List.of("/bin/sh", "-c", script, "hoist"));
    command.addAll(arguments);
    return command;
  }

  private static List<String> become(Other other) {
    Optional<String> setpriv = program("setpriv");
    if (setpriv.isPresent()) {
      return List.of(
          setpriv.get(), "--reuid=" + other.uid(), "--regid=" + other.gid(), "--clear-groups");
    }
    Optional<String> runuser = program("runuser");
    if (runuser.isPresent()) {
      return List.of(runuser.get(), "-u", other.name(), "--");
    }
    return program("su")
        .map(su -> List.of(su, "-s", "/bin/sh", other.name(), "-c", "exec \"$@\"", "--", "hoist"))
        .orElseThrow(
            () ->
                new EmbeddedPostgresException(
                    "PostgreSQL does not run as root, and none of setpriv, runuser and su is here"
                        + " to run it as "
                        + other.name()
                        + "; install util-linux, or run hoist as another user"));
  }

  static Optional<String> program(String name) {
    return PLACES.stream()
        .map(place -> place + name)
        .filter(path -> Files.isExecutable(Path.of(path)))
        .findFirst();
  }
}
