package dev.hoist.control.elevation;

import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.Event;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.session.SessionCutter;
import dev.hoist.kernel.time.TimeSource;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends active grants that lie unused for longer than their policy lets them. When a grant was last
 * used is asked of the gateway and written down nowhere: after a restart the time begins anew,
 * which the grant's absolute expiry bounds as ever (S02).
 */
final class Idleness {
  private static final Logger LOG = LoggerFactory.getLogger(Idleness.class);

  private final Store store;
  private final TimeSource time;
  private final Steps steps;
  private final SessionCutter gateway;
  private final Wakeup wakeup;
  private final AlarmClock alarm;
  private final Instant begun;
  private final Map<RequestId, Stored> watched = new ConcurrentHashMap<>();
  private volatile boolean taken;

  Idleness(Store store, TimeSource time, Scheduler scheduler, Steps steps, SessionCutter gateway) {
    this.store = store;
    this.time = time;
    this.steps = steps;
    this.gateway = gateway;
    wakeup = new Wakeup(scheduler, this::run);
    alarm = new AlarmClock(scheduler, time, wakeup);
    begun = time.now();
  }

  void signal() {
    wakeup.signal();
  }

  /** Call with each committed change. */
  void changed(Stored stored) {
    watched.compute(
        stored.id(),
        (id, known) -> {
          Stored latest = known != null && known.version() > stored.version() ? known : stored;
          return mayIdle(latest) ? latest : null;
        });
    unusedUntil(stored).ifPresent(alarm::by);
  }

  private static boolean mayIdle(Stored stored) {
    return stored.elevation() instanceof Elevation.Active active
        && active.request().terms().limits().idle().isPresent();
  }

  /** When a grant ends unless it is used before. */
  Optional<Instant> unusedUntil(Stored stored) {
    return stored.elevation() instanceof Elevation.Active active && mayIdle(stored)
        ? active.unusedUntil(lastUse(stored))
        : Optional.empty();
  }

  /** That it became active, or was made longer, counts as use, and so does a restart. */
  private Instant lastUse(Stored stored) {
    Instant least = begun.isAfter(stored.changedAt()) ? begun : stored.changedAt();
    Instant now = time.now();
    return gateway
        .unused(stored.id().grant())
        .map(now::minus)
        .filter(used -> used.isAfter(least))
        .orElse(least);
  }

  private void run() {
    takeUp();
    for (Stored stored : watched.values()) {
      unusedUntil(stored).ifPresent(end -> look(stored, end));
    }
  }

  /** What an earlier run left. */
  private void takeUp() {
    if (!taken) {
      store.live(Optional.empty(), Optional.empty()).forEach(this::changed);
      taken = true;
    }
  }

  private void look(Stored stored, Instant end) {
    if (time.now().isBefore(end)) {
      alarm.by(end);
      return;
    }
    try {
      // Asked again here: a statement may have come meanwhile.
      steps.apply(
          stored.id(), (found, now) -> Steps.Cause.of(new Event.LaidUnused(lastUse(found))));
    } catch (RuntimeException e) {
      LOG.warn("{} lies unused and cannot be ended yet", stored.id().grant(), e);
    }
  }
}
