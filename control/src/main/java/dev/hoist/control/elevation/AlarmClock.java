package dev.hoist.control.elevation;

import dev.hoist.kernel.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** Signals at a time to come. Of many times asked for, only the earliest is waited for. */
final class AlarmClock {
  private final Scheduler scheduler;
  private final TimeSource time;
  private final Wakeup wakeup;
  private final AtomicReference<Instant> armed = new AtomicReference<>(Instant.MAX);

  AlarmClock(Scheduler scheduler, TimeSource time, Wakeup wakeup) {
    this.scheduler = scheduler;
    this.time = time;
    this.wakeup = wakeup;
  }

  void by(Instant when) {
    Instant before = armed.getAndUpdate(known -> when.isBefore(known) ? when : known);
    if (when.isBefore(before)) {
      Duration wait = Duration.between(time.now(), when);
      scheduler.later(wait.isNegative() ? Duration.ZERO : wait, () -> ring(when));
    }
  }

  private void ring(Instant when) {
    armed.compareAndSet(when, Instant.MAX);
    wakeup.signal();
  }
}
