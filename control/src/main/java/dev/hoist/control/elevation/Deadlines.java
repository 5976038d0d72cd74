package dev.hoist.control.elevation;

import dev.hoist.kernel.elevation.Event;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.time.TimeSource;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells elevations that their time has come; what came while the server was down is told at once.
 */
final class Deadlines {
  private static final Logger LOG = LoggerFactory.getLogger(Deadlines.class);

  private static final int AT_ONCE = 100;

  private final Store store;
  private final TimeSource time;
  private final Steps steps;
  private final Wakeup wakeup;
  private final AlarmClock alarm;

  Deadlines(Store store, TimeSource time, Scheduler scheduler, Steps steps) {
    this.store = store;
    this.time = time;
    this.steps = steps;
    wakeup = new Wakeup(scheduler, this::run);
    alarm = new AlarmClock(scheduler, time, wakeup);
  }

  void signal() {
    wakeup.signal();
  }

  void expect(Instant when) {
    alarm.by(when);
  }

  /** One that cannot be moved must not keep the others beyond their time. */
  private void expire(RequestId id) {
    try {
      steps.apply(id, (stored, now) -> Steps.Cause.of(new Event.TimePassed()));
    } catch (RuntimeException e) {
      LOG.error("{} is due and cannot be moved", id, e);
    }
  }

  private void run() {
    Instant now = time.now();
    List<RequestId> due = store.due(now, 0, AT_ONCE);
    while (!due.isEmpty()) {
      due.forEach(this::expire);
      due = store.due(now, due.getLast().number(), AT_ONCE);
    }
    store.nextWake(now).ifPresent(alarm::by);
  }
}
