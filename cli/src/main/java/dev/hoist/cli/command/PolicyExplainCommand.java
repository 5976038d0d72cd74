package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.base.Failure;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.inventory.Inventory;
import dev.hoist.kernel.policy.Explanation;
import dev.hoist.policy.Reading;
import dev.hoist.policy.author.Explained;
import dev.hoist.policy.author.WhatIf;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hoist policy explain}. */
@Command(
    name = "explain",
    description = "Why policy files would give someone a role, or not; without a server.",
    footer = {
      "",
      "Each rule about the role with what became of it: → it decides, · a clause fails,",
      "? it cannot be told. What is not said here is quiet: nobody is on call, no incident is",
      "open, and how old the second factor is is not known. Exit code 0, whatever the answer.",
      "",
      "Example:",
      "  hoist policy explain --as ana --group sre --mfa-age 5m orders-prod fix"
    })
final class PolicyExplainCommand implements Callable<Integer> {
  private final Tools tools;

  @Parameters(index = "0", paramLabel = "TARGET", description = "The target asked for.")
  private String target = "";

  @Parameters(index = "1", paramLabel = "ROLE", description = "The role asked for.")
  private String role = "";

  @Option(names = "--as", required = true, paramLabel = "NAME", description = "Who asks.")
  private String subject = "";

  @Option(
      names = "--via",
      paramLabel = "KIND",
      description = "person, agent or workload. Default: person.")
  private String via = "person";

  @Option(names = "--group", paramLabel = "GROUP", description = "A group of policy they are in.")
  private List<String> groups = List.of();

  @Option(
      names = "--idp",
      paramLabel = "GROUP",
      description = "A group at the identity provider they are in.")
  private List<String> idp = List.of();

  @Option(
      names = "--on-call",
      paramLabel = "SCHEDULE",
      description = "A schedule on which they are on call.")
  private List<String> onCall = List.of();

  @Option(
      names = "--mfa-age",
      paramLabel = "TIME",
      description = "How old their second factor is: 5m.")
  private Optional<Duration> mfaAge = Optional.empty();

  @Option(
      names = "--at",
      paramLabel = "MOMENT",
      description = "When, such as 2026-11-03T14:00:00Z. Default: now.")
  private Optional<Instant> at = Optional.empty();

  @Option(names = "--for", paramLabel = "TIME", description = "For how long. Default: 1m.")
  private Duration length = Duration.ofMinutes(1);

  @Option(names = "--reason", paramLabel = "TEXT", description = "The reason given.")
  private Optional<String> reason = Optional.empty();

  @Option(names = "--ticket", paramLabel = "TICKET", description = "The ticket given.")
  private Optional<String> ticket = Optional.empty();

  @Option(names = "--break-glass", description = "They would break the glass.")
  private boolean breakGlass;

  @Option(
      names = {"-f", "--policy"},
      paramLabel = "PATH",
      description = "Files and folders; left out: the policy of the server on this machine.")
  private List<Path> paths = List.of();

  @Option(
      names = "--targets",
      paramLabel = "FILE",
      description =
          "The inventory that registers the target; left out with the policy: the server's.")
  private Optional<Path> targets = Optional.empty();

  PolicyExplainCommand(Tools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() {
    Optional<Reading.Bound> policy = PolicyCommand.read(tools, paths);
    if (policy.isEmpty()) {
      return Exit.ERROR;
    }
    Optional<Inventory> inventory = PolicyCommand.inventory(tools, targets, paths.isEmpty());
    if (inventory.isEmpty()) {
      return Exit.ERROR;
    }
    WhatIf question = question(inventory.get());
    List<String> unknown = question.unknown(policy.get());
    if (!unknown.isEmpty()) {
      throw Failure.usage(String.join("; ", unknown), "names are as the policy files write them");
    }
    Explanation explanation = question.explain(policy.get());
    tools.printer().one(explanation, Explained.render(explanation).lines().toList());
    return Exit.OK;
  }

  private WhatIf question(Inventory inventory) {
    var wanted = new WhatIf.Wanted(target, role, length, reason, ticket, breakGlass);
    Instant when = at.orElseGet(() -> tools.shell().clock().instant());
    return new WhatIf(
        subject, kind(), groups, idp, onCall, mfaAge, when, wanted, inventory.find(target));
  }

  private Subject.Kind kind() {
    for (Subject.Kind kind : Subject.Kind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(via)) {
        return kind;
      }
    }
    throw Failure.usage("--via is person, agent or workload", "leave it out for a person");
  }
}
