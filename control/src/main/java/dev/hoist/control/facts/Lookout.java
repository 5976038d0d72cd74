package dev.hoist.control.facts;

import dev.hoist.kernel.policy.Known;
import dev.hoist.kernel.policy.PolicySet;
import dev.hoist.kernel.policy.Schedule;
import dev.hoist.kernel.time.TimeSource;
import dev.hoist.spi.AttributeException;
import dev.hoist.spi.AttributeSource;
import dev.hoist.spi.Incident;
import dev.hoist.spi.Observed;
import dev.hoist.spi.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the sources, all at once, and waits for none of them longer than {@link #PATIENCE}. */
public final class Lookout implements Surroundings {
  /** A little more than a source may take by its contract. */
  static final Duration PATIENCE = AttributeSource.LONGEST.plusSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);

  private final Map<String, AttributeSource> sources;
  private final TimeSource time;

  /**
   * @param sources by the names that schedules in policy use
   */
  public Lookout(Map<String, AttributeSource> sources, TimeSource time) {
    this.sources = Map.copyOf(sources);
    this.time = time;
  }

  /** A question that is under way. */
  private record Asked<T>(String source, FutureTask<Observed<T>> answer) {}

  /** What came of it. */
  private record Heard<T>(Optional<T> value, Sighting sighting) {}

  private interface Question<T> {
    Observed<T> ask() throws AttributeException;
  }

  @Override
  public Circumstances look(PolicySet policy, Set<String> facts) {
    Map<Schedule, Asked<List<Person>>> rotas = new HashMap<>();
    for (Schedule schedule : policy.schedules()) {
      if (facts.contains(fact(schedule))) {
        rotas.put(schedule, askFor(schedule));
      }
    }
    List<Asked<List<Incident>>> reports =
        facts.contains(Known.INCIDENTS) ? askForIncidents() : List.of();
    return heard(rotas, reports, System.nanoTime() + PATIENCE.toNanos());
  }

  private static String fact(Schedule schedule) {
    return Known.ON_CALL + schedule.name();
  }

  private Asked<List<Person>> askFor(Schedule schedule) {
    return begin(
        schedule.source(),
        () -> {
          AttributeSource source = sources.get(schedule.source());
          if (source == null) {
            throw new AttributeException("there is no source " + schedule.source());
          }
          return source.onCall(schedule.id(), schedule.levels());
        });
  }

  private List<Asked<List<Incident>>> askForIncidents() {
    return sources.entrySet().stream()
        .filter(entry -> entry.getValue().knowsIncidents())
        .map(entry -> begin(entry.getKey(), entry.getValue()::incidents))
        .toList();
  }

  private static <T> Asked<T> begin(String source, Question<T> question) {
    var answer = new FutureTask<>(question::ask);
    Thread.ofVirtual().name("facts-" + source).start(answer);
    return new Asked<>(source, answer);
  }

  private Circumstances heard(
      Map<Schedule, Asked<List<Person>>> rotas,
      List<Asked<List<Incident>>> reports,
      long deadline) {
    List<Sighting> sightings = new ArrayList<>();
    Map<String, List<Person>> onCall = new HashMap<>();
    rotas.forEach(
        (schedule, asked) -> {
          Heard<List<Person>> heard = hear(fact(schedule), asked, deadline);
          heard.value().ifPresent(people -> onCall.put(schedule.name(), people));
          sightings.add(withPeople(heard));
        });
    // One source that cannot tell makes the list of all incidents unknown: what is missing from it
    // might be what a denial asks for.
    List<Incident> all = new ArrayList<>();
    boolean whole = !reports.isEmpty();
    for (Asked<List<Incident>> asked : reports) {
      Heard<List<Incident>> heard = hear(Known.INCIDENTS, asked, deadline);
      heard.value().ifPresent(all::addAll);
      whole &= heard.value().isPresent();
      sightings.add(heard.sighting());
    }
    return new Circumstances(
        onCall, whole ? Optional.of(List.copyOf(all)) : Optional.empty(), sightings);
  }

  private static Sighting withPeople(Heard<List<Person>> heard) {
    Sighting s = heard.sighting();
    return new Sighting(s.fact(), s.source(), s.at(), s.unknown(), heard.value().orElse(List.of()));
  }

  private <T> Heard<T> hear(String fact, Asked<T> asked, long deadline) {
    Instant now = time.now();
    try {
      Observed<T> seen =
          asked.answer().get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      return new Heard<>(
          Optional.of(seen.value()),
          new Sighting(fact, asked.source(), seen.at(), Optional.empty(), List.of()));
    } catch (TimeoutException e) {
      asked.answer().cancel(true);
      return unknown(fact, asked, now, asked.source() + " does not answer in time");
    } catch (InterruptedException e) {
      asked.answer().cancel(true);
      Thread.currentThread().interrupt();
      return unknown(fact, asked, now, asked.source() + " was not waited for");
    } catch (ExecutionException e) {
      return unknown(fact, asked, now, words(asked.source(), e.getCause()));
    }
  }

  private static <T> Heard<T> unknown(String fact, Asked<T> asked, Instant at, String why) {
    return new Heard<>(Optional.empty(), Sighting.unknown(fact, asked.source(), at, why));
  }

  private static String words(String source, @org.jspecify.annotations.Nullable Throwable failure) {
    if (failure instanceof AttributeException known) {
      return known.words();
    }
    LOG.error("source {} failed in a way that it should not", source, failure);
    return source + " failed; see the server's log";
  }
}
