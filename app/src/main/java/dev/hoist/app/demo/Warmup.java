package dev.hoist.app.demo;

/**
 * Starts a whole demo once and stops it, so that the JVM can keep what it learned for the next
 * start (JEP 514). Run by {@code ./hoist} after a build.
 */
public final class Warmup {
  private Warmup() {}

  public static void main(String[] arguments) throws Exception {
    try (TemporaryFolder folder = TemporaryFolder.create("hoist-warm-up");
        DemoWorld world = DemoWorld.start(folder.path(), DemoWorld.anyPorts(folder.path()))) {
      world.writeContexts(folder.path().resolve("config").resolve("config.yaml"));
    }
    System.exit(0);
  }
}
