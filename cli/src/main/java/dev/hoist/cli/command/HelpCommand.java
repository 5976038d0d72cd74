package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.base.Failure;
import dev.hoist.cli.show.Clean;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hoist help}. */
@Command(
    name = "help",
    description = "Say what there is, or how one command is used.",
    footer = {"", "Example:", "  hoist help request new"})
final class HelpCommand implements Callable<Integer> {
  private final Tools tools;
  private final Supplier<CommandLine> whole;

  @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "The command in question.")
  private List<String> path = List.of();

  HelpCommand(Tools tools, Supplier<CommandLine> whole) {
    this.tools = tools;
    this.whole = whole;
  }

  @Override
  public Integer call() {
    CommandLine line = whole.get();
    for (String name : path) {
      CommandLine below = line.getSubcommands().get(name);
      if (below == null) {
        throw Failure.usage(
            "there is no command '" + Clean.line(name, 40) + "'",
            "there are: " + String.join(", ", line.getSubcommands().keySet()));
      }
      line = below;
    }
    line.usage(tools.shell().out());
    return Exit.OK;
  }
}
