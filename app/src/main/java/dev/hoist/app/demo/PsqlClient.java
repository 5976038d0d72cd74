package dev.hoist.app.demo;

import dev.hoist.app.demo.Hoist.Ran;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code hoist psql}, which runs the real psql. */
final class PsqlClient implements Client {
  private final DemoWorld world;
  private Optional<Pass> kept = Optional.empty();

  PsqlClient(DemoWorld world) {
    this.world = world;
  }

  static boolean installed() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "psql")));
  }

  @Override
  public String name() {
    return "psql";
  }

  @Override
  public String remark() {
    return "";
  }

  @Override
  public Ran run(String sql) throws Exception {
    return world
        .as("ana")
        .run(
            "psql",
            "orders-demo",
            "--role",
            "fix",
            "--reason",
            "tour",
            "--no-wait",
            "--",
            "-c",
            sql);
  }

  @Override
  public void prepareReconnect() {
    kept = Optional.of(world.access("ana"));
  }

  @Override
  public Ran reconnect() throws Exception {
    Pass pass = kept.orElseThrow();
    Path passfile = world.scratch().resolve("passfile");
    Files.deleteIfExists(passfile);
    Files.createFile(
        passfile,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(passfile, "*:*:*:*:" + pass.token().reveal() + "\n");
    String where =
        "host=localhost port="
            + pass.port()
            + " user="
            + pass.user()
            + " dbname="
            + pass.database()
            + " sslmode=verify-full sslrootcert="
            + pass.ca();
    return world
        .as("ana")
        .start(
            Map.of("PGPASSFILE", passfile.toString()),
            List.of("psql", where, "--no-psqlrc", "-c", "SELECT 1"))
        .await();
  }
}
