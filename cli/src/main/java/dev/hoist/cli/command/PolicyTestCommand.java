package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import dev.hoist.policy.Reading;
import dev.hoist.policy.author.Explained;
import dev.hoist.policy.author.TestRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hoist policy test}. */
@Command(
    name = "test",
    description = "Run the tests that stand in policy files, without a server.",
    footer = {
      "",
      "Each test that fails is shown with what came out, and what became of every rule.",
      "Exit code 86 when a test fails, 1 when a file is not good.",
      "",
      "Example:",
      "  hoist policy test policy/"
    })
final class PolicyTestCommand implements Callable<Integer> {
  private final Tools tools;

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description = "Files and folders; left out: the policy of the server on this machine.")
  private List<Path> paths = List.of();

  PolicyTestCommand(Tools tools) {
    this.tools = tools;
  }

  /** What is printed for programs. */
  record View(boolean passed, List<TestRun.Result> tests) {}

  @Override
  public Integer call() {
    Optional<Reading.Bound> policy = PolicyCommand.read(tools, paths);
    if (policy.isEmpty()) {
      return Exit.ERROR;
    }
    List<TestRun.Result> results = TestRun.run(policy.get());
    boolean passed = results.stream().allMatch(TestRun.Result::passed);
    tools.printer().one(new View(passed, results), Explained.render(results).lines().toList());
    return passed ? Exit.OK : Exit.POLICY_TESTS_FAILED;
  }
}
