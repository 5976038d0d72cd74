package dev.hoist.control.facts;

import dev.hoist.kernel.policy.Known;
import dev.hoist.kernel.policy.PolicySet;
import dev.hoist.spi.Person;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Looks whether somebody on call is two users here. One person does not count twice, and nobody can
 * say which of the two is meant: for both it is unknown, and told.
 *
 * @param user whether there is a user of that name who may act
 */
public record Namesakes(Surroundings seen, Predicate<String> user) implements Surroundings {
  @Override
  public Circumstances look(PolicySet policy, Set<String> facts) {
    Circumstances found = seen.look(policy, facts);
    Set<Person> doubtful = new HashSet<>();
    List<Sighting> sightings = new ArrayList<>(found.sightings());
    for (Sighting sighting : found.sightings()) {
      for (Person person : sighting.people()) {
        List<String> users = person.aliases().stream().filter(user).sorted().toList();
        if (users.size() > 1 && sighting.fact().startsWith(Known.ON_CALL)) {
          doubtful.add(person);
          sightings.add(doubt(sighting, person, users));
        }
      }
    }
    return doubtful.isEmpty()
        ? found
        : new Circumstances(found.onCall(), found.incidents(), sightings, doubtful);
  }

  private static Sighting doubt(Sighting sighting, Person person, List<String> users) {
    String why =
        "%s are users here and one person, %s, at %s; disable all but one"
            .formatted(String.join(" and ", users), person.name(), sighting.source());
    return new Sighting(
        sighting.fact(), sighting.source(), sighting.at(), Optional.of(why), List.of(person));
  }
}
