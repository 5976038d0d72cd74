package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.show.Clean;
import dev.hoist.kernel.inventory.Inventory;
import dev.hoist.kernel.inventory.InventoryLoader;
import dev.hoist.kernel.policy.PolicyProblem;
import dev.hoist.policy.PolicyCheck;
import dev.hoist.policy.PolicyPaths;
import dev.hoist.policy.ProblemRenderer;
import dev.hoist.policy.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hoist policy}. */
@Command(
    name = "policy",
    description = "Policy as code.",
    subcommands = {
      PolicyCommand.Check.class,
      PolicyTestCommand.class,
      PolicyExplainCommand.class,
      PolicyDiffCommand.class,
      PolicyFmtCommand.class,
      PolicyLogCommand.class,
      PolicyPushCommand.class,
      PolicyRollbackCommand.class,
      PolicySchemaCommand.class,
      PolicySimulateCommand.class,
      PolicyStatusCommand.class
    },
    footer = {"", "Example:", "  hoist policy check policy/"})
final class PolicyCommand {

  /**
   * The policy in files and folders; nothing after what is wrong with them has been said. For the
   * commands that need good files.
   */
  static Optional<Reading.Bound> read(Tools tools, List<Path> paths) {
    List<Path> all =
        paths.isEmpty() ? List.of(tools.shell().dataFolder().resolve("policy")) : paths;
    PolicyCheck.Result result = PolicyCheck.run(all, tools.policies());
    if (!result.good()) {
      say(tools, result.load().problems());
      return Optional.empty();
    }
    return tools.policies().read(result.files()).bound();
  }

  private static void say(Tools tools, List<PolicyProblem> problems) {
    for (PolicyProblem problem : problems) {
      ProblemRenderer.render(problem).lines().forEach(line -> tools.shell().say(Clean.line(line)));
    }
  }

  /**
   * The inventory beside files of policy; empty after what is wrong with it has been told.
   *
   * @param here whether the policy is that of the server on this machine
   */
  static Optional<Inventory> inventory(Tools tools, Optional<Path> file, boolean here) {
    Path usual = tools.shell().dataFolder().resolve("targets.yaml");
    Optional<Path> meant = file.or(() -> Optional.of(usual).filter(p -> here && Files.exists(p)));
    if (meant.isEmpty()) {
      return Optional.of(Inventory.EMPTY);
    }
    PolicyPaths.Listing listing = PolicyPaths.list(List.of(meant.get()));
    if (!listing.unread().isEmpty() || listing.files().size() != 1) {
      say(tools, listing.unread());
      return Optional.empty();
    }
    return switch (tools.policies().inventories().load(listing.files().getFirst())) {
      case InventoryLoader.Load.Loaded loaded -> Optional.of(loaded.inventory());
      case InventoryLoader.Load.Rejected rejected -> {
        say(tools, rejected.problems());
        yield Optional.empty();
      }
    };
  }

  @Command(
      name = "check",
      description = "Check policy files where they lie, without a server.",
      footer = {
        "",
        "Exit code 1 when there is an error; warnings alone are 0.",
        "",
        "Example:",
        "  hoist policy check policy/orders.yaml"
      })
  static final class Check implements Callable<Integer> {
    private final Tools tools;

    @Parameters(
        arity = "0..*",
        paramLabel = "PATH",
        description = "Files and folders; left out: the policy of the server on this machine.")
    private List<Path> paths = List.of();

    Check(Tools tools) {
      this.tools = tools;
    }

    /** What is printed for programs. */
    record View(boolean good, int files, List<PolicyProblem> problems) {}

    @Override
    public Integer call() {
      List<Path> all =
          paths.isEmpty() ? List.of(tools.shell().dataFolder().resolve("policy")) : paths;
      PolicyCheck.Result result = PolicyCheck.run(all, tools.policies());
      List<PolicyProblem> problems = result.load().problems();
      List<String> lines = new ArrayList<>();
      problems.forEach(p -> lines.add(ProblemRenderer.render(p).stripTrailing()));
      if (result.good()) {
        lines.add("✓ " + files(result.files().size()) + warnings(problems.size()));
      }
      tools.printer().one(new View(result.good(), result.files().size(), problems), lines);
      return result.good() ? Exit.OK : Exit.ERROR;
    }

    private static String files(int count) {
      return count + (count == 1 ? " file is" : " files are") + " good";
    }

    private static String warnings(int count) {
      return count == 0 ? "" : ", with " + count + (count == 1 ? " warning" : " warnings");
    }
  }
}
