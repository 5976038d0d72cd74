package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.show.Table;
import dev.hoist.wire.Routes;
import dev.hoist.wire.TargetView;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code hoist target}. */
@Command(
    name = "target",
    description = "The targets that the server knows; for administrators.",
    subcommands = {TargetCommand.Ls.class},
    footer = {"", "Example:", "  hoist target ls"})
final class TargetCommand {

  @Command(
      name = "ls",
      description = "List them, with what is missing before somebody can use them.",
      footer = {
        "",
        "A target is listed in a policy file, or registered in targets.yaml in the server's data",
        "folder. On one that policy selects by no file, or by two, nobody can get anything.",
        "",
        "Example:",
        "  hoist target ls -o yaml"
      })
  static final class Ls implements Callable<Integer> {
    private final Tools tools;

    Ls(Tools tools) {
      this.tools = tools;
    }

    @Override
    public Integer call() {
      var table =
          new Table<TargetView>()
              .column("TARGET", TargetView::name)
              .column("KIND", TargetView::kind)
              .column("ADDRESS", TargetView::address)
              .column("LABELS", t -> labels(t.labels()))
              .column("FROM", t -> t.registered() ? "inventory" : "policy")
              .column("ROLES", t -> String.join(", ", t.roles()))
              .column("LACKS", TargetCommand::lacks);
      tools
          .printer()
          .list(tools.api().list(Routes.TARGETS, TargetView.class), table, "No targets.");
      return Exit.OK;
    }
  }

  private static String labels(Map<String, String> labels) {
    return new TreeMap<>(labels)
        .entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(" "));
  }

  private static String lacks(TargetView target) {
    if (!target.account()) {
      return "an account in connections.yaml";
    }
    return target.roles().isEmpty() ? "a role in one policy file" : "";
  }
}
