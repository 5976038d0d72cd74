package dev.hoist.embedded.testing;

import dev.hoist.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One server for all tests of a JVM, started at first use in a temporary folder, stopped and
 * deleted at exit. Each test takes a database of its own: {@code TestPostgres.freshDatabase()}.
 */
public final class TestPostgres {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private TestPostgres() {}

  /** The shared server; never close it. */
  public static EmbeddedPostgres shared() {
    return Holder.SERVER;
  }

  /** The name of a new, empty database on the shared server. */
  public static String freshDatabase() {
    String name = "test_" + COUNT.incrementAndGet();
    shared().createDatabase(name);
    return name;
  }

  private static final class Holder {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      Path folder = TestFolders.create();
      // Nothing here outlives the run, so speed wins over safety.
      EmbeddedPostgres server =
          EmbeddedPostgres.start(
              new EmbeddedPostgres.Settings(
                  folder.resolve("store"),
                  folder.resolve("store.password"),
                  OptionalInt.empty(),
                  Map.of(
                      "fsync",
                      "off",
                      "full_page_writes",
                      "off",
                      "max_connections",
                      "200",
                      "max_prepared_transactions",
                      "5")));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, folder)));
      return server;
    }

    private static void stop(EmbeddedPostgres server, Path folder) {
      server.close();
      TestFolders.delete(folder);
    }
  }
}
