package dev.hoist.cli.command;

import dev.hoist.cli.connect.Wish;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
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

  @Option(
      names = "--ticket",
      paramLabel = "TICKET",
      description = "The ticket it is about, such as ORD-17.")
  private Optional<String> ticket = Optional.empty();

  @Option(
      names = "--field",
      paramLabel = "NAME=ANSWER",
      description = "An answer to what policy asks besides. May be repeated.")
  private Map<String, String> fields = new LinkedHashMap<>();

  @Option(
      names = "--break-glass",
      description = "Break the glass: where policy allows that; it is told and reviewed.")
  private boolean breakGlass;

  Wish wish(String target, Optional<Duration> patience) {
    return new Wish(target, role, length, reason, ticket, fields, breakGlass, patience);
  }
}
