package dev.hoist.cli.command;

import dev.hoist.cli.connect.Wish;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every command that may ask for access. */
final class WishOptions {
  @Option(
      names = {"-r", "--role"},
      paramLabel = "ROLE",
      description = "May be left out when only one is possible.")
  private Optional<String> role = Optional.empty();

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "How long: 30m, 1h30m. Left out: what policy allows, at most 30m.")
  private Optional<Duration> length = Optional.empty();

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; approvers read it.")
  private Optional<String> reason = Optional.empty();

  Wish wish(String target, Optional<Duration> patience) {
    return new Wish(target, role, length, reason, patience);
  }
}
