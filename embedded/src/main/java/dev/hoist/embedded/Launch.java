package dev.hoist.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts PostgreSQL's programs under its account, with nothing of our environment. */
record Launch(Account account, Binaries binaries) {
  private static final int OUTPUT_BYTES = 64 * 1024;

  /** initdb reads the password from a pipe that its own account made; it is in no argument. */
  private static final String INITDB = "cat | \"$@\" --pwfile=/dev/stdin 2>&1";

  /**
   * The server, and beside it a watch on our end of a pipe: when that closes, because we close it
   * or because we were killed, the server is told to shut down fast. It is told until it is gone: a
   * shell starts what runs in the background deaf to SIGINT, and the server hears it only some
   * milliseconds after its start.
   */
  private static final String SERVER =
      """
      log="$1"; shift
      umask 077
      exec 3<&0 </dev/null
      "$@" 3<&- >>"$log" 2>&1 &
      server=$!
      { read -r line <&3; while kill -s INT $server; do sleep 1; done; } >/dev/null 2>&1 &
      watch=$!
      exec 3<&-
      wait $server
      status=$?
      kill -s KILL $watch 2>/dev/null
      exit $status
      """;

  void initdb(Path folder, String superuser, String password)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            binaries.initdb(),
            "--pgdata=" + folder,
            "--username=" + superuser,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--data-checksums",
            "--no-instructions");
    Process process = start(account.shell(INITDB, command));
    try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
      stdin.write(password + "\n");
    }
    String output = output(process);
    if (process.waitFor() != 0) {
      throw new EmbeddedPostgresException(
          "cannot make a database in " + folder + ": " + output.strip());
    }
  }

  Process server(Path cluster, Path log, List<String> settings) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(log.toString());
    command.addAll(List.of(binaries.postgres(), "-D", cluster.toString()));
    settings.forEach(setting -> command.addAll(List.of("-c", setting)));
    List<String> shell = new ArrayList<>();
    // Ctrl-C in a terminal goes to its whole process group; the database must outlive its owner's
    // last words.
    Account.program("setsid").ifPresent(shell::add);
    shell.addAll(account.shell(SERVER, command));
    return start(shell);
  }

  /** What a process that has ended, or is about to, had to say; bounded. */
  static String output(Process process) throws IOException {
    try (InputStream output = process.getInputStream()) {
      String text = new String(output.readNBytes(OUTPUT_BYTES), StandardCharsets.UTF_8);
      output.skip(Long.MAX_VALUE);
      return text;
    }
  }

  private static Process start(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // The account may not be able to come where we are.
    builder.directory(Path.of("/").toFile());
    builder.environment().clear();
    builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin", "LC_ALL", "C", "TZ", "UTC"));
    return builder.start();
  }
}
