package dev.hoist.integrations.cache;

import dev.hoist.kernel.time.TimeSource;
import dev.hoist.spi.AttributeException;
import dev.hoist.spi.AttributeSource;
import dev.hoist.spi.Incident;
import dev.hoist.spi.Observed;
import dev.hoist.spi.Person;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A source whose answers are kept. Each question is put to the far end by one caller at a time. */
public final class Cached implements AttributeSource {
  /** Policy names schedules, so there are few; what is beyond is a mistake of ours. */
  private static final int MOST_SCHEDULES = 10_000;

  private record Question(String schedule, List<Integer> levels) {}

  private final Reader reader;
  private final Duration bound;
  private final Freshness freshness;
  private final TimeSource time;
  private final boolean knowsIncidents;
  private final Kept<List<Incident>> incidents;
  private final Map<Question, Kept<List<Person>>> onCall = new ConcurrentHashMap<>();

  /**
   * @param bound how long the reader takes at most
   */
  public Cached(
      Reader reader, Duration bound, Freshness freshness, TimeSource time, boolean knowsIncidents) {
    this.reader = reader;
    this.bound = bound;
    this.freshness = freshness;
    this.time = time;
    this.knowsIncidents = knowsIncidents;
    incidents = new Kept<>(freshness, bound, time);
  }

  @Override
  public Duration bound() {
    return bound;
  }

  @Override
  public Duration staleness() {
    return freshness.staleAfter();
  }

  @Override
  public Observed<List<Person>> onCall(String schedule, List<Integer> levels)
      throws AttributeException {
    if (onCall.size() > MOST_SCHEDULES) {
      throw new AttributeException("more than " + MOST_SCHEDULES + " schedules are asked for");
    }
    return onCall
        .computeIfAbsent(
            new Question(schedule, List.copyOf(levels)), q -> new Kept<>(freshness, bound, time))
        .get(() -> List.copyOf(reader.onCall(schedule, levels)));
  }

  @Override
  public boolean knowsIncidents() {
    return knowsIncidents;
  }

  @Override
  public Observed<List<Incident>> incidents() throws AttributeException {
    return incidents.get(() -> List.copyOf(reader.incidents()));
  }
}
