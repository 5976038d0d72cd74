package dev.hoist.app;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hoist up}. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Run the server and the gateway until stopped.",
    footer = {
      "",
      "Policy files are read from policy/*.yaml in the data folder, and again when they change, as",
      "are the targets registered in targets.yaml; accounts on targets are in connections.yaml.",
      "HOIST_DATABASE_URL names a PostgreSQL of your own for the store; without it an embedded",
      "one is used.",
      "",
      "Example:",
      "  hoist up --data /var/lib/hoist --bind 10.0.0.5 --name hoist.example.com"
    })
final class UpCommand implements Callable<Integer> {
  @Mixin private ServerFlags flags = new ServerFlags();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    long since = System.nanoTime();
    HoistServer server = HoistServer.start(flags.on(flags.data()));
    AtExit.close(server);
    var out = spec.commandLine().getErr();
    out.printf("hoist is ready after %.1f s%n", (System.nanoTime() - since) / 1e9);
    out.println("  API      " + server.apiUrl());
    out.println("  gateway  " + server.gatewayAddress());
    out.println("  data     " + flags.data());
    server
        .firstAdminCode()
        .ifPresent(
            code -> {
              out.println("There is no user yet. Make the first administrator, with the code");
              out.println("  " + code.reveal());
              out.println("by: hoist login " + server.apiUrl() + " --bootstrap --user NAME");
            });
    out.flush();
    new CountDownLatch(1).await();
    return 0;
  }
}
