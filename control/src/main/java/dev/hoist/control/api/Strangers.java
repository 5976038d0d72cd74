package dev.hoist.control.api;

import dev.hoist.control.facts.Rota;
import dev.hoist.spi.Person;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whoever is on call and is no user here, so that nobody waits for them unknowingly. */
final class Strangers {
  private final Map<String, List<Person>> onCall;
  private final Set<String> names;

  /**
   * @param onCall by the schedule's name in policy
   * @param names of users who can act
   */
  Strangers(Map<String, List<Person>> onCall, Stream<String> names) {
    this.onCall = onCall;
    this.names = names.map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }

  /** Those whom these principals mean. */
  Stream<String> among(Set<String> principals) {
    return principals.stream()
        .flatMap(principal -> Rota.schedule(principal).stream())
        .sorted()
        .flatMap(schedule -> onCall.getOrDefault(schedule, List.of()).stream())
        .filter(person -> person.aliases().stream().noneMatch(names::contains))
        .map(person -> person.name() + " (on call, no user here)")
        .distinct();
  }
}
