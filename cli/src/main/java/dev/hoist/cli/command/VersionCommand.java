package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code hoist version}. */
@Command(
    name = "version",
    description = "The version of this command line.",
    footer = {"", "Example:", "  hoist version -o json"})
final class VersionCommand implements Callable<Integer> {
  private final Tools tools;

  VersionCommand(Tools tools) {
    this.tools = tools;
  }

  /** What is printed for programs. */
  record View(String version, String java) {}

  /** As the jar says; a build that is not from a jar has none. */
  static String version() {
    return Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
        .orElse("unreleased");
  }

  @Override
  public Integer call() {
    var view = new View(version(), Runtime.version().toString());
    tools.printer().one(view, List.of("hoist " + view.version() + " on Java " + view.java()));
    return Exit.OK;
  }
}
