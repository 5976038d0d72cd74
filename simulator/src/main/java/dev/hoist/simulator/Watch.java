package dev.hoist.simulator;

import dev.hoist.control.audit.AuditEntry;
import dev.hoist.control.elevation.State;
import dev.hoist.control.elevation.Stored;
import dev.hoist.kernel.elevation.Approval;
import dev.hoist.kernel.elevation.Effect;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.EndCause;
import dev.hoist.kernel.elevation.Grant;
import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.policy.Stage;
import dev.hoist.kernel.session.Authorized;
import dev.hoist.spi.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sees everything as it happens, from outside and with true time, and says at once when something
 * that must always hold does not.
 */
final class Watch {
  private static final Set<String> LEGAL =
      Set.of(
          "new pending",
          "new approved",
          "pending pending",
          "pending approved",
          "pending denied",
          "pending withdrawn",
          "pending lapsed",
          "approved provisioning",
          "approved withdrawn",
          "approved failed",
          "provisioning active",
          "provisioning revoking",
          "active active",
          "active revoking",
          "revoking revoking",
          "revoking ended");

  /** What a clock that is set back while the process is down can give back for each crash. */
  private static final long MARKS = 6_500;

  private static final long ACTIVE_WITHIN = 30_000;

  /** A steady look each second, and the pauses of a busy store. */
  private static final long LATE = 3_000;

  private final SimWorld world;
  private final Map<RequestId, Long> checkClaimed = new HashMap<>();
  private final Map<RequestId, Long> approvedAt = new HashMap<>();
  private final Map<RequestId, Long> upAtApproval = new HashMap<>();
  private final Set<GrantId> cut = new HashSet<>();
  private final Set<GrantId> working = new HashSet<>();
  private final Map<GrantId, Duration> unused = new HashMap<>();
  private final Map<GrantId, Long> usedUntil = new HashMap<>();
  private long lastTrouble = -1;
  private long upBefore;
  private long upSince;
  private boolean up;
  private long crashes;
  private int idleEnds;
  private int extensions;

  Watch(SimWorld world) {
    this.world = world;
  }

  void booted() {
    up = true;
    upSince = world.baton().now();
    troubled();
  }

  /** The process died; its gateway's sessions with it. */
  void crashed() {
    upBefore = uptime();
    up = false;
    crashes++;
    cut.clear();
    working.clear();
    unused.clear();
    usedUntil.clear();
    troubled();
  }

  /** Something went wrong that excuses being slow. */
  void troubled() {
    lastTrouble = world.baton().now();
  }

  private long uptime() {
    return upBefore + (up ? world.baton().now() - upSince : 0);
  }

  void claimed(Effect effect) {
    if (effect instanceof Effect.Check) {
      checkClaimed.put(effect.request(), world.baton().now());
    }
  }

  /** A move was committed. */
  void moved(Optional<Elevation> before, Elevation after) {
    String from = before.map(State::of).map(State::word).orElse("new");
    String move = from + " " + State.of(after).word();
    Violation.unless(LEGAL.contains(move), "S13", after.id() + " went " + move);
    if (before.orElse(after) instanceof Elevation.Granted old
        && after instanceof Elevation.Granted now) {
      boolean moved = !old.grant().equals(now.grant());
      Violation.unless(!moved || prolonged(old, now), "S02", "the expiry of " + after.id());
    }
    switch (after) {
      case Elevation.Approved approved -> approved(approved);
      case Elevation.Provisioning provisioning -> activating(provisioning);
      case Elevation.Active active when before.orElse(after) instanceof Elevation.Active -> {}
      case Elevation.Active active -> inTime(active.id());
      case Elevation.Revoking revoking -> ending(before.orElseThrow(), revoking);
      case Elevation.Ended ended -> absent(ended, "S05");
      case Elevation.Terminal terminal -> absent(terminal, "S03");
      case Elevation.Pending pending -> {}
    }
  }

  /** Only what was agreed to with the grant makes it longer, for a holder who still may act. */
  private boolean prolonged(Elevation.Granted before, Elevation.Granted after) {
    extensions++;
    // Who asks for more time means to use it.
    usedUntil.merge(after.grant().id(), world.baton().now(), Math::max);
    Grant old = before.grant();
    Grant now = after.grant();
    RequestId id = after.id();
    Duration by = Duration.between(old.until(), now.until());
    boolean allowed =
        after.request().terms().limits().extension().stream()
            .anyMatch(e -> by.compareTo(e.by()) <= 0 && now.extensions().size() <= e.times());
    Violation.unless(allowed, "S08", id + " was extended beyond what was approved");
    for (Approval approval : after.approvals()) {
      Duration limit = approval.limit().orElse(now.length());
      Violation.unless(now.length().compareTo(limit) <= 0, "S08", id + " beyond a limit");
    }
    Violation.unless(
        !world
            .people()
            .disabledBefore(after.request().requester().id(), world.baton().now() - LATE),
        "S08",
        id + " was extended by someone who may not any more");
    return before instanceof Elevation.Active
        && after instanceof Elevation.Active
        && old.granted().equals(now.granted())
        && now.extensions().size() == old.extensions().size() + 1
        && now.extensions().subList(0, old.extensions().size()).equals(old.extensions());
  }

  /** How many times grants were extended. */
  int extensions() {
    return extensions;
  }

  /** The gateway learns of a later end. */
  void extended(Grant grant) {
    boolean committed =
        stored(grant.id())
            .filter(Elevation.Granted.class::isInstance)
            .map(Elevation.Granted.class::cast)
            .filter(e -> !e.grant().until().isBefore(grant.until()))
            .isPresent();
    Violation.unless(committed, "S04", grant.id() + " is extended before it was written down");
  }

  private void ending(Elevation before, Elevation.Revoking after) {
    if (!(before instanceof Elevation.Revoking)) {
      notTooLong(after);
    }
    if (before instanceof Elevation.Provisioning) {
      inTime(after.id());
    }
    if (before instanceof Elevation.Active && after.end().cause() == EndCause.IDLE) {
      idle(after);
    }
  }

  /** What the gateway last said of a grant. */
  void lies(GrantId grant, Optional<Duration> answer) {
    answer.ifPresentOrElse(it -> unused.put(grant, it), () -> unused.remove(grant));
  }

  /** Nobody who works with a grant loses it because it lay unused. */
  private void idle(Elevation.Revoking state) {
    idleEnds++;
    Duration idle = state.request().terms().limits().idle().orElse(Duration.ofDays(1));
    Duration lay = unused.getOrDefault(state.grant().id(), idle);
    Violation.unless(
        lay.compareTo(idle) >= 0, "idle", state.id() + " lay unused for " + lay + " of " + idle);
  }

  /** How many grants ended because they lay unused. */
  int idleEnds() {
    return idleEnds;
  }

  /** A statement came, and runs until then. */
  void used(GrantId grant, long until) {
    Elevation state = stored(grant).orElseThrow();
    long before = usedUntil.getOrDefault(grant, world.baton().now());
    long idle = state.request().terms().limits().idle().orElse(Duration.ofDays(1)).toMillis();
    boolean excused = lastTrouble >= before;
    Violation.unless(
        !(state instanceof Elevation.Active)
            || excused
            || world.baton().now() - before <= idle + LATE,
        "idle",
        grant + " lay unused for longer than " + idle + " ms and is used again");
    usedUntil.merge(grant, until, Math::max);
  }

  /**
   * Neither a clock that is set back nor a crash lengthens a grant, but for the last mark's age.
   */
  private void notTooLong(Elevation.Revoking state) {
    long lived = uptime() - upAtApproval.getOrDefault(state.id(), 0L);
    long allowed =
        state.grant().length().toMillis() + crashes * MARKS + world.faults().storeWasDown() + LATE;
    Violation.unless(
        lived <= allowed, "S24", state.id() + " lived " + lived + " of " + allowed + " ms");
  }

  private void absent(Elevation over, String invariant) {
    Violation.unless(
        !world.target().has(over.id().grant()), invariant, over.id() + " is over but there");
  }

  private void approved(Elevation.Approved state) {
    approvedAt.put(state.id(), world.baton().now());
    upAtApproval.put(state.id(), uptime());
    Set<SubjectId> persons = new HashSet<>();
    for (Approval approval : state.approvals()) {
      boolean fresh = persons.add(approval.by().person());
      Violation.unless(fresh, "S11", "two voices of one person for " + state.id());
      boolean own = approval.by().person().equals(state.request().requester().person());
      Violation.unless(!own, "S10", "own approval of " + state.id());
      boolean shown = approval.shown().equals(state.request().digest());
      Violation.unless(shown, "S12", "an approval of something else for " + state.id());
      Duration limit = approval.limit().orElse(state.grant().length());
      Violation.unless(
          state.grant().length().compareTo(limit) <= 0, "S08", state.id() + " beyond a limit");
    }
    List<Stage> stages = state.request().terms().stages();
    for (int i = 0; i < stages.size(); i++) {
      int stage = i;
      long voices = state.approvals().stream().filter(a -> a.stage() == stage).count();
      Violation.unless(voices == stages.get(i).count(), "S11", "the quorum of " + state.id());
    }
    Duration length = state.grant().length();
    Violation.unless(length.compareTo(state.request().asked()) <= 0, "S08", "more than asked");
    Violation.unless(
        length.compareTo(state.request().terms().max()) <= 0, "S08", "more than allowed");
  }

  /** Who had lost their right before the last check began cannot have passed it. */
  private void activating(Elevation.Provisioning state) {
    long checked = checkClaimed.getOrDefault(state.id(), Long.MAX_VALUE);
    Violation.unless(checked != Long.MAX_VALUE, "S14", state.id() + " was not checked");
    for (Approval approval : state.approvals()) {
      Violation.unless(
          !world.people().lostBefore(approval.by().id(), checked),
          "S14",
          approval.by().name() + " could no longer approve " + state.id());
    }
  }

  private void inTime(RequestId id) {
    long approved = approvedAt.getOrDefault(id, 0L);
    boolean excused = lastTrouble >= approved;
    Violation.unless(
        excused || world.baton().now() - approved <= ACTIVE_WITHIN, "L01", id + " took too long");
  }

  /** A privilege is about to appear on a target. */
  void touched(Lease lease) {
    GrantId grant = lease.grant();
    Elevation.Granted state =
        stored(grant)
            .filter(Elevation.Granted.class::isInstance)
            .map(Elevation.Granted.class::cast)
            .filter(e -> !(e instanceof Elevation.Approved || e instanceof Elevation.Terminal))
            .orElseThrow(() -> new Violation("S04", "the target was touched for " + grant));
    Violation.unless(intended(grant), "S21", "no intent was told for " + grant);
    Violation.unless(
        lease.role().equals(state.request().role().definition()),
        "S08",
        grant + " gets another role than was approved");
    Violation.unless(
        !lease.until().isAfter(state.grant().until()), "S08", grant + " gets a later end");
  }

  /** A privilege is taken off a target now. */
  void removing(GrantId grant) {
    boolean held =
        stored(grant)
            .filter(Elevation.Granted.class::isInstance)
            .filter(e -> !(e instanceof Elevation.Revoking || e instanceof Elevation.Terminal))
            .isPresent();
    Violation.unless(!held, "S15", grant + " is still held and was removed");
  }

  private Optional<Elevation> stored(GrantId grant) {
    return world.store().peek(grant.request()).map(Stored::elevation);
  }

  private boolean intended(GrantId grant) {
    return world.store().audit().stream()
        .anyMatch(e -> e instanceof AuditEntry.Intent i && i.grant().equals(grant));
  }

  void cut(GrantId grant) {
    boolean active = stored(grant).filter(Elevation.Active.class::isInstance).isPresent();
    Violation.unless(!active, "S15", grant + " is active and was cut");
    cut.add(grant);
    working.remove(grant);
  }

  /** A privilege is about to be taken away. */
  void revoking(GrantId grant) {
    Violation.unless(
        !working.contains(grant) || alarmed(grant), "S01", grant + " removed before it was cut");
  }

  void opened(Authorized pass, Instant now) {
    Violation.unless(!pass.grant().expiredAt(now), "S02", "a session after the end");
    working.add(pass.grant().id());
  }

  /** A byte of a client reaches a target. */
  void forwarded(Authorized pass) {
    GrantId grant = pass.grant().id();
    Violation.unless(!cut.contains(grant), "S01", "a byte after " + grant + " was cut");
    Elevation state = stored(grant).orElseThrow();
    boolean kept = !(state instanceof Elevation.Active) || world.target().has(grant);
    Violation.unless(kept, "S15", grant + " is active and its privilege is gone");
    boolean over = state instanceof Elevation.Terminal;
    Violation.unless(!over || alarmed(grant), "S01", "a byte after " + grant + " ended");
    long lived = uptime() - upAtApproval.getOrDefault(grant.request(), 0L);
    Duration length =
        state instanceof Elevation.Granted granted
            ? granted.grant().length()
            : pass.grant().length();
    long allowed = length.toMillis() + crashes * MARKS;
    Violation.unless(lived <= allowed, "S24", grant + " lived " + lived + " of " + allowed + " ms");
  }

  private boolean alarmed(GrantId grant) {
    return world.store().audit().stream()
        .anyMatch(e -> e instanceof AuditEntry.Alarm a && a.grant().equals(Optional.of(grant)));
  }
}
