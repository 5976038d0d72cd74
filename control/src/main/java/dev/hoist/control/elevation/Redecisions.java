package dev.hoist.control.elevation;

import dev.hoist.control.facts.Circumstances;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.Event;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.time.TimeSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final Map<RequestId, Stored> owed = new LinkedHashMap<>();

  /** Who waits could not even be read. */
  private boolean unread;

  Redecisions(Store store, Judge judge, Steps steps, TimeSource time) {
    this.store = store;
    this.judge = judge;
    this.steps = steps;
    this.time = time;
  }

  synchronized void run() {
    unread = true;
    retry();
  }

  /** Does what is owed, if anything is. */
  synchronized void retry() {
    if (unread) {
      store.live(Optional.empty(), Optional.empty()).stream()
          .filter(stored -> concerned(stored.elevation()))
          .forEach(stored -> owed.put(stored.id(), stored));
      unread = false;
    }
    List.copyOf(owed.values()).forEach(this::tryAgain);
  }

  private void tryAgain(Stored waiting) {
    try {
      again(waiting);
      owed.remove(waiting.id());
    } catch (RuntimeException e) {
      LOG.error(
          "{} cannot be decided again now, and will be; the check before it is granted stands",
          waiting.id(),
          e);
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
