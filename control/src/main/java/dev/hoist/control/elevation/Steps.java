package dev.hoist.control.elevation;

import dev.hoist.control.audit.AuditEntry;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.Event;
import dev.hoist.kernel.elevation.Lifecycle;
import dev.hoist.kernel.elevation.Outcome;
import dev.hoist.kernel.elevation.Refusal;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.time.TimeSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Moves elevations: load, step, commit by compare-and-set; whoever loses the race looks again at
 * what the winner made of it (S13).
 */
final class Steps {
  /** Each lost race means that another one won, so this many in a row mean a bug. */
  private static final int MOST_RACES = 1_000;

  private final Store store;
  private final TimeSource time;
  private final Consumer<Stored> committed;

  /**
   * @param committed told of each committed move
   */
  Steps(Store store, TimeSource time, Consumer<Stored> committed) {
    this.store = store;
    this.time = time;
    this.committed = committed;
  }

  /** What a change is made of besides the event. */
  record Cause(
      Event event,
      Optional<DecisionRecord> decision,
      List<AuditEntry> entries,
      Optional<Change.Fate> fate) {
    Cause {
      entries = List.copyOf(entries);
    }

    static Cause of(Event event) {
      return new Cause(event, Optional.empty(), List.of(), Optional.empty());
    }
  }

  /** Makes an event of what is stored now; asked again after a lost race. */
  interface Causing {
    Cause seeing(Stored stored, Instant now);
  }

  Result apply(RequestId id, Causing causing) {
    for (int race = 0; race < MOST_RACES; race++) {
      Optional<Stored> found = store.find(id);
      if (found.isEmpty()) {
        return new Result.NotFound("there is no request " + id + "; see: hoist request ls");
      }
      Instant now = time.now();
      Optional<Result> result = attempt(found.get(), causing.seeing(found.get(), now), now);
      if (result.isPresent()) {
        return result.get();
      }
    }
    throw new IllegalStateException(id + " changed under every attempt to change it");
  }

  private Optional<Result> attempt(Stored before, Cause cause, Instant now) {
    return switch (Lifecycle.step(before.elevation(), cause.event(), now)) {
      case Outcome.Step step -> move(before, cause, step, now);
      case Outcome.Unchanged unchanged -> {
        tell(cause, now);
        yield Optional.of(new Result.Done(before, false));
      }
      case Outcome.Refused refused -> {
        store.commit(
            besides(cause, Change.telling(now, refusal(before, cause.event(), refused, now))));
        yield Optional.of(new Result.Refused(refused.why(), refused.message()));
      }
    };
  }

  private Optional<Result> move(Stored before, Cause cause, Outcome.Step step, Instant now) {
    var entries = Told.stepped(before.elevation(), cause.event(), step.next(), step.effects(), now);
    var to = new Change.Move(before.version(), step.next());
    Change change = besides(cause, Change.moving(now, to, step.effects(), entries));
    if (!store.commit(change)) {
      return Optional.empty();
    }
    var after = new Stored(step.next(), before.version() + 1, now);
    committed.accept(after);
    return Optional.of(answer(cause.event(), after));
  }

  /** What came too late made it lapse or end, and is told so. */
  private static Result answer(Event event, Stored after) {
    if (event instanceof Event.ExtendedBy && !(after.elevation() instanceof Elevation.Active)) {
      return new Result.Refused(Refusal.TOO_LATE, Lifecycle.over(after.elevation()));
    }
    boolean decision = event instanceof Event.ApprovedBy || event instanceof Event.DeniedBy;
    return decision && after.elevation() instanceof Elevation.Lapsed
        ? new Result.Refused(
            Refusal.TOO_LATE, after.id() + " has lapsed; its requester has to ask again")
        : new Result.Done(after, true);
  }

  private void tell(Cause cause, Instant now) {
    if (!cause.entries().isEmpty() || cause.fate().isPresent()) {
      store.commit(besides(cause, Change.telling(now)));
    }
  }

  /** A decision that is told of is kept, whatever else becomes of the change. */
  private static Change besides(Cause cause, Change change) {
    return change.after(cause.entries()).deciding(cause.decision()).ending(cause.fate());
  }

  private static AuditEntry refusal(
      Stored before, Event event, Outcome.Refused refused, Instant now) {
    return new AuditEntry.RefusedCommand(
        now,
        before.id(),
        Told.by(event),
        event.getClass().getSimpleName(),
        refused.why() + ": " + refused.message());
  }
}
