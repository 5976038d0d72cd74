package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.config.Contexts;
import dev.hoist.cli.show.Table;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hoist context}. */
@Command(
    name = "context",
    description = "The servers you have logged in to.",
    subcommands = {ContextCommand.Ls.class, ContextCommand.Use.class},
    footer = {"", "Example:", "  hoist context use dana@localhost"})
final class ContextCommand {

  /** A context as it is listed. */
  record View(String name, boolean current, String server, Optional<String> user) {}

  @Command(
      name = "ls",
      description = "List them.",
      footer = {"", "Example:", "  hoist context ls"})
  static final class Ls implements Callable<Integer> {
    private final Tools tools;

    Ls(Tools tools) {
      this.tools = tools;
    }

    @Override
    public Integer call() {
      Contexts contexts = Contexts.of(tools.shell());
      String current = contexts.current().orElse("");
      List<View> views =
          contexts.all().values().stream()
              .map(
                  c ->
                      new View(c.name(), c.name().equals(current), c.server().toString(), c.user()))
              .toList();
      var table =
          new Table<View>()
              .column("", v -> v.current() ? "*" : " ")
              .column("CONTEXT", View::name)
              .column("USER", v -> v.user().orElse(""))
              .column("SERVER", View::server);
      tools.printer().list(views, table, "No contexts yet; make one: hoist login");
      return Exit.OK;
    }
  }

  @Command(
      name = "use",
      description = "Use this one from now on.",
      footer = {"", "Example:", "  hoist context use dana@localhost"})
  static final class Use implements Callable<Integer> {
    private final Tools tools;

    @Parameters(paramLabel = "CONTEXT", description = "Its name, as hoist context ls shows it.")
    private String name = "";

    Use(Tools tools) {
      this.tools = tools;
    }

    @Override
    public Integer call() {
      Contexts.of(tools.shell()).use(name);
      tools.done("From now on: " + name + ".");
      return Exit.OK;
    }
  }
}
