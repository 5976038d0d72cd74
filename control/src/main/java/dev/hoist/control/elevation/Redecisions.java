package dev.hoist.control.elevation;

import dev.hoist.control.facts.Circumstances;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.Event;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.time.TimeSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * After policy changed, what waits is decided again, and can only narrow (S08); so is what is
 * granted, to tell of what the new policy would not give, and to end it where policy says so. What
 * fails is owed, and tried again until it succeeds; what succeeded is not told twice.
 */
final class Redecisions {
  private static final Logger LOG = LoggerFactory.getLogger(Redecisions.class);

  private final Store store;
  private final Judge judge;
  private final Steps steps;
  private final TimeSource time;
  private final Map<RequestId, Stored> owed = new ConcurrentHashMap<>();

  /** Who waits is still to be read. */
  private final AtomicBoolean unread = new AtomicBoolean();

  Redecisions(Store store, Judge judge, Steps steps, TimeSource time) {
    this.store = store;
    this.judge = judge;
    this.steps = steps;
    this.time = time;
  }

  void run() {
    unread.set(true);
    retry();
  }

  /**
   * Does what is owed, if anything is. May be called while it runs for another policy: no lock is
   * held over the store, and what that one puts here meanwhile stays for it.
   */
  void retry() {
    if (unread.getAndSet(false)) {
      read();
    }
    List.copyOf(owed.values()).forEach(this::tryAgain);
  }

  private void read() {
    try {
      store.live(Optional.empty(), Optional.empty()).stream()
          .filter(stored -> concerned(stored.elevation()))
          .forEach(stored -> owed.put(stored.id(), stored));
    } catch (RuntimeException e) {
      unread.set(true);
      throw e;
    }
  }

  private void tryAgain(Stored waiting) {
    if (!owed.remove(waiting.id(), waiting)) {
      return; // somebody else is at it
    }
    try {
      again(waiting);
    } catch (RuntimeException e) {
      owed.putIfAbsent(waiting.id(), waiting);
      LOG.error(
          "{} cannot be decided again now, and will be; the check before it is granted stands: {}",
          waiting.id(),
          e.toString());
    }
  }

  private void again(Stored waiting) {
    Circumstances seen = judge.look(waiting.elevation().request(), time.now());
    steps.apply(
        waiting.id(),
        (stored, now) -> {
          if (!concerned(stored.elevation())) {
            return Steps.Cause.of(new Event.TimePassed());
          }
          DecisionRecord answer = judge.again(stored.elevation(), seen, now);
          return new Steps.Cause(
              new Event.Redecided(answer.decision(), judge.revokes(answer)),
              Optional.of(answer),
              Told.redecided(stored.elevation(), answer, now),
              Optional.empty());
        });
  }

  private static boolean concerned(Elevation state) {
    return switch (state) {
      case Elevation.Pending pending -> true;
      case Elevation.Approved approved -> true;
      case Elevation.Provisioning provisioning -> true;
      case Elevation.Active active -> true;
      case Elevation.Revoking revoking -> false;
      case Elevation.Terminal terminal -> false;
    };
  }
}
