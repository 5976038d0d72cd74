package dev.hoist.cli.connect;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody wants to have.
 *
 * @param role may be left out when only one is possible
 * @param length may be left out; then as long as policy allows, at most half an hour
 * @param ticket the ticket it is about
 * @param fields answers to what policy asks besides, by name
 * @param breakGlass whether the glass is to be broken
 * @param patience how long to wait for approvals; zero not to wait, empty for ever
 */
public record Wish(
    String target,
    Optional<String> role,
    Optional<Duration> length,
    Optional<String> reason,
    Optional<String> ticket,
    Map<String, String> fields,
    boolean breakGlass,
    Optional<Duration> patience) {
  public Wish {
    fields = Map.copyOf(fields);
  }
}
