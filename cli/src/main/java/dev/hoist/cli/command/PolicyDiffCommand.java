package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.base.Failure;
import dev.hoist.kernel.policy.diff.PolicyDiff;
import dev.hoist.policy.Reading;
import dev.hoist.policy.diff.Differences;
import dev.hoist.wire.PolicyFilesView;
import dev.hoist.wire.Routes;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hoist policy diff}. */
@Command(
    name = "diff",
    description = "What two policy sets say differently: in meaning, not in text.",
    footer = {
      "",
      "With one path, it is compared with the policy in force on the server, as far as that is shown",
      "to you: all of it to administrators, their files to owners.",
      "",
      "First what is defined otherwise, then who gets what otherwise: for everybody whom the files",
      "name, for the groups of the identity provider, and for anyone else. What nobody can tell",
      "beforehand is told as a condition. Layout, comments and tests make no difference.",
      "",
      "Example:",
      "  hoist policy diff policy/ /tmp/changed/",
      "  hoist policy diff policy/"
    })
final class PolicyDiffCommand implements Callable<Integer> {
  private final Tools tools;

  @Parameters(
      arity = "1..2",
      paramLabel = "PATH",
      description = "OLD and NEW, each a folder or a file; OLD left out: the policy in force.")
  private List<Path> paths = List.of();

  PolicyDiffCommand(Tools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() {
    PolicySets.Read after = PolicySets.readAll(paths.getLast(), tools.policies());
    Reading.Bound before =
        paths.size() == 1 ? inForce(after) : PolicySets.read(paths.getFirst(), tools.policies());
    PolicyDiff diff = Differences.between(before, after.bound());
    tools.printer().one(diff, PolicyDiffLines.of(diff));
    return Exit.OK;
  }

  private Reading.Bound inForce(PolicySets.Read after) {
    var inForce = new InForce(tools.api().get(Routes.POLICY_FILES, PolicyFilesView.class));
    inForce.partly("The others count as unchanged.").ifPresent(tools.shell()::say);
    return inForce
        .with(after.files(), tools.policies())
        .orElseThrow(
            () ->
                Failure.error(
                    "the policy in force, as far as you see it, cannot be read with these files",
                    "what it uses of other files has to be in " + paths.getLast()));
  }
}
