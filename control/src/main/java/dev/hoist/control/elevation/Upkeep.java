package dev.hoist.control.elevation;

import dev.hoist.control.audit.AuditEntry;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The slow, steady look at everything that is usually woken by what happens: what another node did,
 * what a crash kept from being said, what takes too long.
 */
final class Upkeep {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final Duration BEAT = Duration.ofSeconds(1);
  private static final int BEATS_TO_MARK = 5;
  private static final int BEATS_TO_REDECIDE = 5;
  private static final int BEATS_TO_SWEEP = 15;
  private static final int BEATS_TO_RECONCILE = 600;

  private final Store store;
  private final Subjects subjects;
  private final Elevations elevations;
  private final TimeSource time;
  private final Scheduler scheduler;
  private final List<Runnable> eachBeat;
  private final Wakeup mark;
  private final Wakeup redecide;
  private final Wakeup sweep;
  private final Wakeup reconcile;
  private volatile boolean stopped;
  private int beats;

  Upkeep(
      Store store,
      Subjects subjects,
      Elevations elevations,
      TimeSource time,
      Scheduler scheduler,
      Reconciler reconciler,
      Redecisions redecisions,
      List<Runnable> eachBeat) {
    this.store = store;
    this.subjects = subjects;
    this.elevations = elevations;
    this.time = time;
    this.scheduler = scheduler;
    this.eachBeat = List.copyOf(eachBeat);
    mark = new Wakeup(scheduler, this::mark);
    redecide = new Wakeup(scheduler, redecisions::retry);
    sweep = new Wakeup(scheduler, this::sweep);
    reconcile = new Wakeup(scheduler, reconciler::run);
  }

  /** Begins with a full look: the server may have been down for long. */
  void start() {
    sweep.signal();
    reconcile.signal();
    beat();
  }

  void stop() {
    stopped = true;
  }

  private void beat() {
    if (stopped) {
      return;
    }
    try {
      eachBeat.forEach(Runnable::run);
      beats++;
      if (beats % BEATS_TO_MARK == 0) {
        mark.signal();
      }
      if (beats % BEATS_TO_REDECIDE == 0) {
        redecide.signal();
      }
      if (beats % BEATS_TO_SWEEP == 0) {
        sweep.signal();
      }
      if (beats % BEATS_TO_RECONCILE == 0) {
        reconcile.signal();
      }
    } finally {
      scheduler.later(BEAT, this::beat);
    }
  }

  /** So that a clock that is set back while we are down gives back seconds at most (S24). */
  private void mark() {
    if (store.nextWake(Instant.EPOCH).isPresent()) {
      store.mark(time.now());
    }
  }

  private void sweep() {
    endOfTheDisabled();
    tellOverdue();
  }

  /** A crash between disabling someone and ending what they hold is put right here (S16). */
  private void endOfTheDisabled() {
    Set<SubjectId> holders =
        store.live(Optional.empty(), Optional.empty()).stream()
            .map(stored -> stored.elevation().request().requester().id())
            .collect(Collectors.toSet());
    for (SubjectId holder : holders) {
      if (subjects.find(holder).filter(Profile::enabled).isEmpty()) {
        elevations.subjectDisabled(holder);
      }
    }
  }

  /** Every intent gets an outcome or an alarm (S21). */
  private void tellOverdue() {
    Instant now = time.now();
    for (Task task : store.overdue(now.minus(Retries.OVERDUE))) {
      String words =
          "%s on %s has no outcome since %s"
              .formatted(Told.word(task.effect()), task.target(), task.enqueuedAt());
      LOG.error("{}: {}", task.effect().request(), words);
      var alarm = new AuditEntry.Alarm(now, Optional.of(task.effect().request().grant()), words);
      store.commit(
          Change.telling(now, alarm).ending(Optional.of(new Change.Fate.Alarmed(task.number()))));
    }
  }
}
