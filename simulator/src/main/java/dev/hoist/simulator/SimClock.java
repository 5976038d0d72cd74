package dev.hoist.simulator;

import dev.hoist.kernel.time.TimeSource;
import dev.hoist.kernel.time.Timeline;
import java.time.Instant;

/** A machine's clocks: one that people set, and one that only goes on. */
final class SimClock {
  private static final Instant EPOCH = Instant.parse("2026-11-03T10:00:00Z");

  private final Baton baton;
  private long offset;

  SimClock(Baton baton) {
    this.baton = baton;
  }

  /** Someone sets the wall clock. */
  void set(long millis) {
    offset += millis;
  }

  private Instant wall() {
    return EPOCH.plusMillis(baton.now() + offset);
  }

  private long nanos() {
    return baton.now() * 1_000_000;
  }

  /** The time of a process that starts now. */
  TimeSource line(Instant floor) {
    var line = new Timeline(wall(), nanos(), floor);
    return () -> line.now(wall(), nanos());
  }
}
