package dev.hoist.control.facts;

import dev.hoist.kernel.policy.Known;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Principals that mean whoever is on call: {@code on_call:NAME}. */
public final class Rota {
  private static final String ON_CALL = "on_call:";

  private Rota() {}

  /** The schedule that a principal means; empty when it means none. */
  public static Optional<String> schedule(String principal) {
    return principal.startsWith(ON_CALL)
        ? Optional.of(principal.substring(ON_CALL.length()))
        : Optional.empty();
  }

  /** What has to be known to tell who these principals are, by the names of {@link Known}. */
  public static Set<String> facts(Stream<String> principals) {
    return principals
        .flatMap(principal -> schedule(principal).stream())
        .map(schedule -> Known.ON_CALL + schedule)
        .collect(Collectors.toSet());
  }
}
