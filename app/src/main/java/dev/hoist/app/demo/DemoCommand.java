package dev.hoist.app.demo;

import dev.hoist.app.AtExit;
import dev.hoist.app.ServerFlags;
import dev.hoist.cli.base.Shell;
import dev.hoist.cli.config.Contexts;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hoist demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Start everything with a target to try it on; --tour plays the story.",
    footer = {
      "",
      "The demo lives in demo/ inside the data folder; remove that to begin anew. It puts the",
      "contexts demo-ana, demo-sam, demo-dana, demo-lee and demo-admin into your configuration.",
      "The tour uses a temporary folder and free ports, leaves nothing behind, and exits non-zero",
      "when anything is not as told."
    })
public final class DemoCommand implements Callable<Integer> {
  @Mixin private ServerFlags flags = new ServerFlags();

  @Option(names = "--tour", description = "Play the whole story unattended, and measure it.")
  private boolean tour;

  @Override
  public Integer call() throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    return tour ? tour(out) : demo(out);
  }

  private int tour(PrintStream out) throws Exception {
    try (TemporaryFolder folder = TemporaryFolder.create("hoist-tour");
        DemoWorld world = DemoWorld.start(folder.path(), DemoWorld.anyPorts(folder.path()))) {
      Duration toReady = sinceTheProcessBegan();
      world.writeContexts(folder.path().resolve("config").resolve("config.yaml"));
      return new Tour(world, out).play(toReady);
    }
  }

  private int demo(PrintStream out) throws Exception {
    Path folder = flags.data().resolve("demo");
    DemoWorld world = DemoWorld.start(folder, flags.on(folder));
    AtExit.close(world);
    Path config = Contexts.of(Shell.system()).file();
    world.writeContexts(config);
    out.printf("hoist demo is ready after %.1f s%n%n", sinceTheProcessBegan().toMillis() / 1e3);
    out.println(guide(world, config));
    new CountDownLatch(1).await();
    return 0;
  }

  private static String guide(DemoWorld world, Path config) throws IOException {
    return """
    API %s, gateway %s
    A PostgreSQL with a small shop is the target orders-demo. ana and sam are SREs, dana and lee
    leads, admin administers. Your configuration has a context for each (%s).

    In a second terminal, as ana:
      HOIST_CONTEXT=demo-ana ./hoist ls
      HOIST_CONTEXT=demo-ana ./hoist psql orders-demo --role fix --for 2m --reason "requeue order 8812"

    In a third, as dana:
      HOIST_CONTEXT=demo-dana ./hoist inbox
      HOIST_CONTEXT=demo-dana ./hoist approve R-1 --for 1m

    HOIST_CONTEXT may be left out for ana when demo-ana is your current context: %s.
    Ctrl-C stops everything; what was done stays in %s.
    """
        .formatted(
            world.apiUrl(),
            world.gatewayAddress(),
            config,
            world.isCurrent(config) ? "it is" : "it is not, another one is",
            world.folder());
  }

  private static Duration sinceTheProcessBegan() {
    long start = ManagementFactory.getRuntimeMXBean().getStartTime();
    return Duration.between(Instant.ofEpochMilli(start), Instant.now());
  }
}
