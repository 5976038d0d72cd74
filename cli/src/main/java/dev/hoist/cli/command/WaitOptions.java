package dev.hoist.cli.command;

import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How long to wait for other people. */
final class WaitOptions {
  @ArgGroup(exclusive = true)
  private Choice choice = new Choice();

  /** One or the other. */
  static final class Choice {
    @Option(
        names = "--wait",
        paramLabel = "TIME",
        description = "Wait for approvals this long at most.")
    private Optional<Duration> within = Optional.empty();

    @Option(names = "--no-wait", description = "Do not wait for approvals.")
    private boolean not;
  }

  /** Zero not to wait; empty for no limit. */
  Optional<Duration> patience() {
    return choice.not ? Optional.of(Duration.ZERO) : choice.within;
  }

  /** Whether the command line said to wait. */
  boolean asked() {
    return choice.within.isPresent();
  }
}
