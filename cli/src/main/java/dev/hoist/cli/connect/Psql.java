package dev.hoist.cli.connect;

import dev.hoist.cli.base.Failure;
import dev.hoist.cli.base.Shell;
import dev.hoist.wire.AccessView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs the real psql. The one-time token goes through a passfile in a private folder, never through
 * arguments or the environment, which others on the machine may read.
 */
public final class Psql {
  /** What of the user's own libpq settings stays: how to show things, not where and as whom. */
  private static final Set<String> KEPT =
      Set.of("PGTZ", "PGDATESTYLE", "PGCLIENTENCODING", "PGOPTIONS", "PGAPPNAME", "PGLOCALEDIR");

  private final Shell shell;
  private final Path program;

  private Psql(Shell shell, Path program) {
    this.shell = shell;
    this.program = program;
  }

  /** A failure that says what to install when there is none. */
  public static Psql find(Shell shell) {
    return Programs.find(shell, "psql")
        .map(program -> new Psql(shell, program))
        .orElseThrow(
            () ->
                Failure.error(
                    "there is no psql on PATH",
                    "install it: apt-get install postgresql-client, or brew install libpq"));
  }

  public Path program() {
    return program;
  }

  /** Runs it until it ends, and gives its exit code. */
  public int run(AccessView access, List<String> arguments) {
    try (PrivateFolder folder = PrivateFolder.make(shell)) {
      Path passfile = folder.write("pgpass", passfileLine(access) + "\n");
      Path ca = folder.write("ca.pem", access.caPem());
      var builder = new ProcessBuilder(command(arguments)).inheritIO();
      settings(builder.environment(), access, passfile, ca);
      Signals.leaveInterruptToTheChild();
      Process child = builder.start();
      var endWithUs = new Thread(child::destroy, "end-psql");
      Runtime.getRuntime().addShutdownHook(endWithUs);
      int exit = child.waitFor();
      forget(endWithUs);
      return exit;
    } catch (IOException e) {
      throw Failure.error(program + " cannot be started: " + e.getMessage(), "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.error("interrupted", "");
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // We are on the way out already, and the hook has done its work.
    }
  }

  private List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(arguments);
    return command;
  }

  static void settings(Map<String, String> env, AccessView access, Path passfile, Path ca) {
    env.keySet().removeIf(name -> name.startsWith("PG") && !KEPT.contains(name));
    env.remove("HOIST_TOKEN");
    env.put("PGHOST", access.host());
    env.put("PGPORT", String.valueOf(access.port()));
    env.put("PGUSER", access.user());
    env.put("PGDATABASE", access.database());
    env.put("PGPASSFILE", passfile.toString());
    env.put("PGSSLMODE", "verify-full");
    env.put("PGSSLROOTCERT", ca.toString());
    env.put("PGGSSENCMODE", "disable");
  }

  /** One line of a passfile, in which colon and backslash are escaped. */
  static String passfileLine(AccessView access) {
    return String.join(
        ":",
        List.of(
            escape(access.host()),
            String.valueOf(access.port()),
            escape(access.database()),
            escape(access.user()),
            escape(access.token())));
  }

  private static String escape(String part) {
    return part.replace("\\", "\\\\").replace(":", "\\:");
  }
}
