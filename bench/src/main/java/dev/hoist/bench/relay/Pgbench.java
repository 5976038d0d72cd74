package dev.hoist.bench.relay;

import dev.hoist.kernel.identity.Secret;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** PostgreSQL's own benchmark. */
final class Pgbench {
  private static final Pattern DONE =
      Pattern.compile("number of transactions actually processed: (\\d+)");
  private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+) \\(without initial");
  private static final int CLIENTS = 8;

  private final Path program;

  private Pgbench(Path program) {
    this.program = program;
  }

  /** What one run did. */
  record Ran(long queries, double perSecond) {}

  /**
   * Finds it on PATH or where Debian keeps it; the wrapper on Debian's PATH needs the latter too.
   */
  static Optional<Pgbench> find() throws IOException {
    Path debian = Path.of("/usr/lib/postgresql");
    if (Files.isDirectory(debian)) {
      try (Stream<Path> versions = Files.list(debian)) {
        Optional<Path> found =
            versions.map(v -> v.resolve("bin/pgbench")).filter(Files::isExecutable).findFirst();
        if (found.isPresent()) {
          return found.map(Pgbench::new);
        }
      }
    }
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, "pgbench"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Pgbench::new);
  }

  void fill(int port, String user, Secret password) throws IOException, InterruptedException {
    run(port, user, password, "disable", List.of("-i", "-q", "-s", "10"));
  }

  Ran selects(int port, String user, Secret password, String sslmode, int seconds)
      throws IOException, InterruptedException {
    String said =
        run(
            port,
            user,
            password,
            sslmode,
            List.of("-S", "-n", "-c", "" + CLIENTS, "-j", "1", "-T", "" + seconds));
    return new Ran(Long.parseLong(find(DONE, said)), Double.parseDouble(find(TPS, said)));
  }

  private String run(int port, String user, Secret password, String sslmode, List<String> how)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(how);
    command.addAll(List.of("-h", "127.0.0.1", "-p", "" + port, "-U", user, OpenDesk.DATABASE));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PGPASSWORD", password.reveal()); // of a database made for this run
    builder.environment().put("PGSSLMODE", sslmode);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("pgbench failed:\n" + said);
    }
    return said;
  }

  private static String find(Pattern pattern, String text) throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IOException("pgbench did not say " + pattern + ":\n" + text);
    }
    return matcher.group(1);
  }
}
