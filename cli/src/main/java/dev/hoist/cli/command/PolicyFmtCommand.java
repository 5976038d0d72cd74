package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import dev.hoist.kernel.policy.PolicyProblem;
import dev.hoist.policy.PolicyPaths;
import dev.hoist.policy.ProblemRenderer;
import dev.hoist.policy.format.PolicyFormat;
import dev.hoist.policy.format.PolicyFormat.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hoist policy fmt}. */
@Command(
    name = "fmt",
    description = "Lay policy files out the one way; comments stay.",
    footer = {
      "",
      "Keys in their order, two blanks a level, short names in line, at most 100 columns where",
      "that is possible. What a file says never changes. A file that cannot be read is left",
      "alone, and the exit code is 1 then.",
      "",
      "Example:",
      "  hoist policy fmt policy/"
    })
final class PolicyFmtCommand implements Callable<Integer> {
  private final Tools tools;

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description = "Files and folders; left out: the policy of the server on this machine.")
  private List<Path> paths = List.of();

  @Option(
      names = "--check",
      description = "Write nothing; name the files that would change and exit with 1.")
  private boolean check;

  PolicyFmtCommand(Tools tools) {
    this.tools = tools;
  }

  /** What is printed for programs. */
  record View(List<String> changed, int files, List<PolicyProblem> problems) {}

  @Override
  public Integer call() {
    PolicyPaths.Listing listing =
        PolicyPaths.list(
            paths.isEmpty() ? List.of(tools.shell().dataFolder().resolve("policy")) : paths);
    List<PolicyProblem> problems = new ArrayList<>(listing.unread());
    List<String> changed = new ArrayList<>();
    for (PolicyPaths.Found found : listing.found()) {
      switch (PolicyFormat.format(found.file())) {
        case Result.Unreadable unreadable -> problems.addAll(unreadable.problems());
        case Result.Formatted formatted -> {
          if (!formatted.text().equals(found.file().text()) && write(found, formatted, problems)) {
            changed.add(found.path().toString());
          }
        }
      }
    }
    tools
        .printer()
        .one(
            new View(changed, listing.found().size(), problems),
            lines(changed, listing.found().size(), problems));
    return problems.isEmpty() && (changed.isEmpty() || !check) ? Exit.OK : Exit.ERROR;
  }

  private List<String> lines(List<String> changed, int files, List<PolicyProblem> problems) {
    List<String> lines = new ArrayList<>();
    problems.forEach(p -> lines.add(ProblemRenderer.render(p).stripTrailing()));
    changed.forEach(path -> lines.add((check ? "would change  " : "changed  ") + path));
    if (problems.isEmpty() && changed.isEmpty()) {
      lines.add("✓ " + files + (files == 1 ? " file is" : " files are") + " laid out");
    }
    return lines;
  }

  /** Whether the file changed, or would. */
  private boolean write(
      PolicyPaths.Found found, Result.Formatted formatted, List<PolicyProblem> problems) {
    try {
      if (!check) {
        Replaced.with(found.path(), formatted.text());
      }
      return true;
    } catch (IOException e) {
      String said = "cannot be written: " + e.getMessage();
      problems.add(
          new PolicyProblem(PolicyProblem.Severity.ERROR, found.file().name(), 0, 1, said, "", 1));
      return false;
    }
  }
}
