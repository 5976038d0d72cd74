package dev.hoist.control.testing;

import dev.hoist.kernel.time.TimeSource;
import dev.hoist.spi.AttributeException;
import dev.hoist.spi.AttributeSource;
import dev.hoist.spi.Incident;
import dev.hoist.spi.Observed;
import dev.hoist.spi.Person;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A source that says what it is told to say, or nothing, or never. */
public final class Duty implements AttributeSource {
  private final TimeSource time;
  private final Map<String, List<Person>> onCall = new ConcurrentHashMap<>();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile List<Incident> incidents = List.of();
  private volatile boolean down;
  private volatile boolean hangs;

  Duty(TimeSource time) {
    this.time = time;
  }

  public void onCall(String schedule, String... names) {
    onCall.put(schedule, Stream.of(names).map(n -> new Person(n, Set.of(n))).toList());
  }

  /** One person who may be known under several names. */
  public void onCallAs(String schedule, String... aliases) {
    onCall.put(schedule, List.of(new Person(aliases[0], Set.of(aliases))));
  }

  public void incident(String id, String... services) {
    incidents = List.of(new Incident(id, "refunds fail", "high", true, List.of(services)));
  }

  public void down(boolean now) {
    down = now;
  }

  public void hangs(boolean now) {
    hangs = now;
  }

  /** How often it was asked for anything. */
  public int asked() {
    return asked.get();
  }

  @Override
  public Duration bound() {
    return LONGEST;
  }

  @Override
  public Duration staleness() {
    return Duration.ofMinutes(5);
  }

  @Override
  public Observed<List<Person>> onCall(String schedule, List<Integer> levels)
      throws AttributeException {
    answer();
    List<Person> people = onCall.get(schedule);
    if (people == null) {
      throw new AttributeException("pagerduty does not have schedule " + schedule);
    }
    return new Observed<>(people, time.now());
  }

  @Override
  public boolean knowsIncidents() {
    return true;
  }

  @Override
  public Observed<List<Incident>> incidents() throws AttributeException {
    answer();
    return new Observed<>(incidents, time.now());
  }

  private void answer() throws AttributeException {
    asked.incrementAndGet();
    if (hangs) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        throw new AttributeException("interrupted", e);
      }
    }
    if (down) {
      throw new AttributeException("pagerduty answers 503");
    }
  }
}
