package dev.hoist.control.facts;

import dev.hoist.kernel.policy.Known;
import dev.hoist.kernel.policy.Value;
import dev.hoist.spi.Incident;
import dev.hoist.spi.Person;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the world looked at one time, for everyone alike.
 *
 * @param onCall who is on call, by the schedule's name in policy; a schedule that is not here is
 *     not known
 * @param incidents the incidents; empty when they are not known
 * @param sightings how all that came to be known, or why not
 * @param doubtful people of whom nobody can say which user here they are
 */
public record Circumstances(
    Map<String, List<Person>> onCall,
    Optional<List<Incident>> incidents,
    List<Sighting> sightings,
    Set<Person> doubtful) {
  /** Nobody looked. */
  public static final Circumstances UNSEEN =
      new Circumstances(Map.of(), Optional.empty(), List.of());

  public Circumstances {
    onCall = Map.copyOf(onCall);
    sightings = List.copyOf(sightings);
    doubtful = Set.copyOf(doubtful);
  }

  /** It is clear who everybody is. */
  public Circumstances(
      Map<String, List<Person>> onCall,
      Optional<List<Incident>> incidents,
      List<Sighting> sightings) {
    this(onCall, incidents, sightings, Set.of());
  }

  /**
   * The same, as policy knows it of one subject.
   *
   * @param names the names that the subject goes by here
   */
  public Map<String, Value> known(Set<String> names) {
    Set<String> lower =
        names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    Map<String, Value> known = new HashMap<>();
    onCall.forEach(
        (schedule, people) -> {
          List<Person> them =
              people.stream().filter(p -> !Collections.disjoint(p.aliases(), lower)).toList();
          if (Collections.disjoint(them, doubtful)) {
            known.put(Known.ON_CALL + schedule, new Value.Flag(!them.isEmpty()));
          }
        });
    incidents.ifPresent(
        all ->
            known.put(
                Known.INCIDENTS, new Value.Many(all.stream().map(Circumstances::value).toList())));
    return known;
  }

  private static Value value(Incident incident) {
    return new Value.Named(
        Map.of(
            "id", new Value.Text(incident.id()),
            "title", new Value.Text(incident.title()),
            "severity", new Value.Text(incident.severity()),
            "open", new Value.Flag(incident.open()),
            "services",
                new Value.Many(incident.services().stream().<Value>map(Value.Text::new).toList())));
  }

  /** What a source could not tell, for whoever wonders about the answer; empty when all is well. */
  public String gaps() {
    return sightings.stream()
        .filter(sighting -> !sighting.source().isEmpty())
        .flatMap(
            sighting -> sighting.unknown().stream().map(why -> sighting.fact() + " (" + why + ")"))
        .collect(Collectors.joining(", "));
  }
}
