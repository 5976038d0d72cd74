package dev.hoist.control.facts;

import dev.hoist.spi.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a fact came to be known, or why it did not. Kept with the decision that was made on it.
 *
 * @param fact by the names of {@link dev.hoist.kernel.policy.Known}
 * @param source who was asked, by its name in the configuration; empty when there was nobody to ask
 * @param at when it was seen; the moment of asking when it is not known
 * @param unknown why it is not known; empty when it is
 * @param people whom the source named, whether or not they are users here
 */
public record Sighting(
    String fact, String source, Instant at, Optional<String> unknown, List<Person> people) {
  public Sighting {
    people = List.copyOf(people);
  }

  static Sighting unknown(String fact, String source, Instant at, String why) {
    return new Sighting(fact, source, at, Optional.of(why), List.of());
  }
}
