package dev.hoist.control.elevation;

import dev.hoist.control.Page;
import dev.hoist.control.audit.AuditEntry;
import dev.hoist.control.facts.Circumstances;
import dev.hoist.kernel.elevation.Digest;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.Event;
import dev.hoist.kernel.elevation.Lifecycle;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** {@link Elevations} on the engine's ports. */
final class Engine implements Elevations {
  private static final Decision UNASKED =
      new Decision.Denied(Optional.empty(), "policy was not asked");

  private final Store store;
  private final Steps steps;
  private final Judge judge;
  private final Asking asking;
  private final Changes<Stored> changes;
  private final TimeSource time;

  Engine(
      Store store,
      Steps steps,
      Judge judge,
      Asking asking,
      Changes<Stored> changes,
      TimeSource time) {
    this.store = store;
    this.time = time;
    this.steps = steps;
    this.judge = judge;
    this.asking = asking;
    this.changes = changes;
  }

  @Override
  public Answer ask(Ask ask) {
    return asking.ask(ask);
  }

  @Override
  public Result approve(
      RequestId id, Subject by, Digest shown, Optional<Duration> limit, String note) {
    FreeText.NOTE.check(note);
    Circumstances seen = rounds(id);
    return steps.apply(
        id,
        (stored, now) ->
            new Steps.Cause(
                new Event.ApprovedBy(judge.approver(by, seen), shown, limit, note),
                Optional.empty(),
                kin(stored, by, now),
                Optional.empty()));
  }

  /**
   * Whoever made an account might have kept its password until its owner took it over. That is
   * allowed, or a small team could not work, and told, so that others can look (S10).
   */
  private List<AuditEntry> kin(Stored stored, Subject by, Instant now) {
    Subject asker = stored.elevation().request().requester();
    if (!isNews(stored.elevation(), by)) {
      return List.of();
    }
    if (!judge.madeBy(by, asker) && !judge.madeBy(asker, by)) {
      return List.of();
    }
    var words =
        "%s decides on %s of %s, and one of them made the other's account or gave it its password"
            .formatted(by.name(), stored.id(), asker.name());
    return List.of(new AuditEntry.Alarm(now, Optional.empty(), words));
  }

  /** The same yes twice is told once (S13). */
  private static boolean isNews(Elevation elevation, Subject by) {
    return elevation instanceof Elevation.Pending pending
        && pending.approvals().stream().noneMatch(a -> a.by().person().equals(by.person()));
  }

  @Override
  public Result deny(RequestId id, Subject by, String note) {
    FreeText.NOTE.check(note);
    Circumstances seen = rounds(id);
    return on(id, stored -> new Event.DeniedBy(judge.approver(by, seen), note));
  }

  /** Before the step, which waits for nobody. */
  private Circumstances rounds(RequestId id) {
    return judge.look(store.find(id).stream().map(s -> s.elevation().request()).toList());
  }

  @Override
  public Result withdraw(RequestId id, Subject by) {
    return on(id, stored -> new Event.WithdrawnBy(by));
  }

  @Override
  public Result done(RequestId id, Subject by) {
    return on(id, stored -> new Event.DoneBy(by));
  }

  @Override
  public Result extend(RequestId id, Subject by, int number, Optional<Duration> length) {
    Circumstances seen =
        store
            .find(id)
            .filter(stored -> isNext(stored, by, number))
            .map(stored -> judge.look(stored.elevation().request(), time.now()))
            .orElse(Circumstances.UNSEEN);
    return steps.apply(
        id,
        (stored, now) -> {
          if (!isNext(stored, by, number)) {
            return Steps.Cause.of(new Event.ExtendedBy(by, number, length, UNASKED, false));
          }
          var request = stored.elevation().request();
          DecisionRecord answer = judge.again(stored.elevation(), seen, now);
          return new Steps.Cause(
              new Event.ExtendedBy(by, number, length, answer.decision(), judge.mayAct(request)),
              Optional.of(answer),
              List.of(Told.decided(answer, now)),
              Optional.empty());
        });
  }

  /** Anything else is refused, or had its effect, whatever policy says. */
  private static boolean isNext(Stored stored, Subject by, int number) {
    return stored.elevation() instanceof Elevation.Active active
        && active.request().requester().id().equals(by.id())
        && active.grant().extensions().size() == number - 1;
  }

  @Override
  public Result revoke(RequestId id, Subject by, String why) {
    FreeText.REASON.check(why);
    return on(id, stored -> new Event.RevokedBy(by, why));
  }

  @Override
  public List<Stored> revokeAllOf(SubjectId holder, Subject by, String why) {
    FreeText.REASON.check(why);
    return onAll(store.live(Optional.of(holder), Optional.empty()), new Event.RevokedBy(by, why));
  }

  @Override
  public List<Stored> revokeAllOn(String target, Subject by, String why) {
    FreeText.REASON.check(why);
    return onAll(store.live(Optional.empty(), Optional.of(target)), new Event.RevokedBy(by, why));
  }

  @Override
  public void subjectDisabled(SubjectId who) {
    onAll(store.live(Optional.of(who), Optional.empty()), new Event.SubjectDisabled());
  }

  private Result on(RequestId id, Function<Stored, Event> event) {
    return steps.apply(id, (stored, now) -> Steps.Cause.of(event.apply(stored)));
  }

  /** One that fails does not save the others; what failed is told when all were tried. */
  private List<Stored> onAll(List<Stored> all, Event event) {
    List<Stored> touched = new ArrayList<>();
    List<RuntimeException> failures = new ArrayList<>();
    for (Stored one : all) {
      try {
        if (on(one.id(), stored -> event) instanceof Result.Done done && done.changed()) {
          touched.add(done.stored());
        }
      } catch (RuntimeException e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
    return touched;
  }

  @Override
  public Optional<Stored> find(RequestId id) {
    return store.find(id);
  }

  @Override
  public Page<Stored> list(Query query) {
    return store.list(query);
  }

  @Override
  public List<Stored> inbox(Subject approver) {
    List<Stored> pending =
        store.live(Optional.empty(), Optional.empty()).stream()
            .filter(stored -> stored.elevation() instanceof Elevation.Pending)
            .toList();
    var seen = judge.look(pending.stream().map(stored -> stored.elevation().request()).toList());
    var standing = judge.approver(approver, seen);
    Instant now = time.now();
    return pending.stream()
        .filter(
            stored ->
                stored.elevation() instanceof Elevation.Pending waiting
                    && Lifecycle.awaits(waiting, standing, now))
        .toList();
  }

  @Override
  public List<Stored> grants(Optional<SubjectId> holder) {
    Set<State> granted =
        EnumSet.of(State.APPROVED, State.PROVISIONING, State.ACTIVE, State.REVOKING);
    return store.live(holder, Optional.empty()).reversed().stream()
        .filter(stored -> granted.contains(State.of(stored.elevation())))
        .toList();
  }

  @Override
  public List<Affected> affected() {
    Instant now = time.now();
    return grants(Optional.empty()).stream().flatMap(s -> affected(s, now).stream()).toList();
  }

  private Optional<Affected> affected(Stored stored, Instant now) {
    return switch (stored.elevation()) {
      case Elevation.Provisioning p ->
          judge.against(p, judge.look(p.request(), now), now).map(w -> new Affected(stored, w));
      case Elevation.Active a ->
          judge.against(a, judge.look(a.request(), now), now).map(w -> new Affected(stored, w));
      default -> Optional.empty();
    };
  }

  @Override
  public Changes<Stored> changes() {
    return changes;
  }
}
