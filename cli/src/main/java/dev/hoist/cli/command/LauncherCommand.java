package dev.hoist.cli.command;

import dev.hoist.cli.base.Failure;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that the launcher carries out itself; they are here so that help knows them. */
abstract class LauncherCommand implements Callable<Integer> {
  private final String name;

  @Parameters(arity = "0..*", hidden = true, description = "Left to the launcher.")
  private List<String> arguments = List.of();

  LauncherCommand(String name) {
    this.name = name;
  }

  @Override
  public Integer call() {
    throw Failure.usage(
        "this part of hoist has no server in it",
        "start it through the launcher: ./hoist "
            + name
            + (arguments.isEmpty() ? "" : " " + String.join(" ", arguments)));
  }

  @Command(
      name = "up",
      description = "Start the server and the gateway.",
      footer = {"", "Example:", "  hoist up"})
  static final class Up extends LauncherCommand {
    Up() {
      super("up");
    }
  }

  @Command(
      name = "demo",
      description = "Start everything with a target to try it on; --tour plays the story.",
      footer = {"", "Example:", "  hoist demo --tour"})
  static final class Demo extends LauncherCommand {
    @Option(names = "--tour", description = "Play the whole story, and measure it.")
    private boolean tour;

    Demo() {
      super("demo");
    }

    boolean tour() {
      return tour;
    }
  }
}
