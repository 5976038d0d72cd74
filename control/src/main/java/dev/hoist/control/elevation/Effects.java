package dev.hoist.control.elevation;

import dev.hoist.control.audit.AuditEntry;
import dev.hoist.control.elevation.Change.Fate;
import dev.hoist.control.elevation.Steps.Cause;
import dev.hoist.control.facts.Circumstances;
import dev.hoist.kernel.elevation.Effect;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.EndCause;
import dev.hoist.kernel.elevation.Event;
import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.session.Login;
import dev.hoist.kernel.session.SessionCutter;
import dev.hoist.kernel.time.TimeSource;
import dev.hoist.spi.ConnectorException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries effects out. Each may come twice, and may come when the elevation has moved on: it looks
 * first whether it is still called for. What came of it is committed together with the end of the
 * task.
 */
final class Effects {
  private static final Logger LOG = LoggerFactory.getLogger(Effects.class);

  /** After so many failures to cut, removing the privilege cannot wait any longer. */
  private static final int MOST_CUTS = 3;

  private final Store store;
  private final TimeSource time;
  private final Judge judge;
  private final Steps steps;
  private final Connectors connectors;
  private final SessionCutter cutter;
  private final Logins logins;
  private final Turns turns;

  Effects(
      Store store,
      TimeSource time,
      Judge judge,
      Steps steps,
      Connectors connectors,
      SessionCutter cutter,
      Logins logins,
      Turns turns) {
    this.store = store;
    this.time = time;
    this.judge = judge;
    this.steps = steps;
    this.connectors = connectors;
    this.cutter = cutter;
    this.logins = logins;
    this.turns = turns;
  }

  void carryOut(Task task) {
    switch (task.effect()) {
      case Effect.Check check -> check(task);
      case Effect.Provision provision -> inTurn(task, () -> provision(task));
      case Effect.Extend extend -> inTurn(task, () -> extend(task));
      case Effect.CutSessions cut -> cut(task);
      case Effect.Deprovision deprovision -> inTurn(task, () -> deprovision(task));
    }
  }

  private void inTurn(Task task, Runnable work) {
    turns.take(
        grant(task),
        () -> {
          work.run();
          return true;
        });
  }

  private static GrantId grant(Task task) {
    return task.effect().request().grant();
  }

  /** S14: facts are gathered afresh, and what policy says to them is kept. */
  private void check(Task task) {
    Circumstances seen =
        store
            .find(task.effect().request())
            .map(stored -> judge.look(stored.elevation().request(), time.now()))
            .orElse(Circumstances.UNSEEN);
    steps.apply(
        task.effect().request(),
        (stored, now) -> {
          if (!(stored.elevation() instanceof Elevation.Approved approved)) {
            return moot(task, now);
          }
          DecisionRecord answer = judge.again(approved, seen, now);
          return new Cause(
              judge.check(approved, seen, answer.decision()),
              Optional.of(answer),
              List.of(Told.decided(answer, now)),
              done(task));
        });
  }

  private void provision(Task task) {
    Optional<Elevation.Provisioning> due =
        store
            .find(task.effect().request())
            .map(Stored::elevation)
            .filter(Elevation.Provisioning.class::isInstance)
            .map(Elevation.Provisioning.class::cast)
            .filter(state -> !state.grant().expiredAt(time.now()));
    if (due.isEmpty()) {
      steps.apply(task.effect().request(), (stored, now) -> moot(task, now));
      return;
    }
    Elevation.Provisioning state = due.get();
    try {
      Login login = connectors.of(state.request().target()).provision(Logins.lease(state));
      logins.put(grant(task), login);
      report(task, new Event.Provisioned(), true, "the target has it", done(task));
    } catch (ConnectorException e) {
      notProvisioned(task, e);
    }
  }

  private void notProvisioned(Task task, ConnectorException e) {
    Instant next = time.now().plus(Retries.provision(task.attempt()));
    boolean hopeless = e.kind() == ConnectorException.Kind.REFUSED;
    if (hopeless || Retries.tooLateToProvision(task, next)) {
      report(task, new Event.ProvisionFailed(Plain.words(e)), false, Plain.words(e), done(task));
    } else {
      LOG.info("{} waits for its target: {}", grant(task), Plain.words(e));
      again(task, next);
    }
  }

  /**
   * The gateway first: what its holder was told must not be undone by a target that is slow. The
   * target's own end is only ever behind the grant's (S06).
   */
  private void extend(Task task) {
    Optional<Elevation.Active> due =
        store
            .find(task.effect().request())
            .map(Stored::elevation)
            .filter(Elevation.Active.class::isInstance)
            .map(Elevation.Active.class::cast)
            .filter(state -> !state.grant().expiredAt(time.now()));
    if (due.isEmpty()) {
      steps.apply(task.effect().request(), (stored, now) -> moot(task, now));
      return;
    }
    Elevation.Active state = due.get();
    cutter.extend(state);
    try {
      connectors.of(state.request().target()).extend(Logins.lease(state));
      report(task, new Event.TimePassed(), true, "the target has the new end", done(task));
    } catch (ConnectorException e) {
      notExtended(task, e);
    }
  }

  /** Sessions that are open go on; the next one has its login made anew, with the new end. */
  private void notExtended(Task task, ConnectorException e) {
    if (e.kind() == ConnectorException.Kind.REFUSED) {
      logins.forget(grant(task));
      report(task, new Event.TimePassed(), false, Plain.words(e), done(task));
    } else {
      LOG.info("{} waits for its target: {}", grant(task), Plain.words(e));
      again(task, time.now().plus(Retries.provision(task.attempt())));
    }
  }

  // Cut before deprovision: a live session outlives its login on the target.
  private void cut(Task task) {
    EndCause cause =
        store
            .find(task.effect().request())
            .map(Stored::elevation)
            .filter(Elevation.Revoking.class::isInstance)
            .map(state -> ((Elevation.Revoking) state).end().cause())
            .orElse(EndCause.REVOKED);
    Instant now;
    AuditEntry told;
    try {
      int sessions = cutter.cut(grant(task), cause);
      now = time.now();
      told = new AuditEntry.Ending(now, grant(task), cause, sessions);
    } catch (RuntimeException e) {
      if (task.attempt() < MOST_CUTS) {
        throw e;
      }
      LOG.error("{} could not be cut by the gateway; its privilege is removed now", grant(task), e);
      now = time.now();
      told =
          new AuditEntry.Alarm(
              now, Optional.of(grant(task)), "the gateway did not cut its sessions: " + e);
    }
    store.commit(Change.telling(now, told).ending(done(task)));
  }

  private void deprovision(Task task) {
    logins.forget(grant(task));
    Optional<Elevation.Revoking> due =
        store
            .find(task.effect().request())
            .map(Stored::elevation)
            .filter(Elevation.Revoking.class::isInstance)
            .map(Elevation.Revoking.class::cast);
    if (due.isEmpty()) {
      steps.apply(task.effect().request(), (stored, now) -> moot(task, now));
      return;
    }
    Elevation.Revoking state = due.get();
    try {
      var proof = connectors.of(state.request().target()).revoke(Logins.lease(state));
      report(task, new Event.ProvedAbsent(), true, proof.readBack(), done(task));
    } catch (ConnectorException e) {
      owe(task, state, e);
    }
  }

  /** The debt is told once; that it is still the same is told by the elevation itself. */
  private void owe(Task task, Elevation.Revoking state, ConnectorException e) {
    Instant next = time.now().plus(Retries.revoke(task.attempt()));
    if (state.debt().equals(Optional.of(Plain.words(e)))) {
      again(task, next);
      return;
    }
    LOG.warn("{} is not taken back yet: {}", grant(task), Plain.words(e));
    var fate = new Fate.Again(task.number(), next);
    report(
        task, new Event.RevocationFailed(Plain.words(e)), false, Plain.words(e), Optional.of(fate));
  }

  private void report(Task task, Event event, boolean ok, String words, Optional<Fate> fate) {
    String effect = Told.word(task.effect());
    steps.apply(
        task.effect().request(),
        (stored, now) ->
            new Cause(
                event,
                Optional.empty(),
                List.of(new AuditEntry.EffectOutcome(now, grant(task), effect, ok, words)),
                fate));
  }

  private void again(Task task, Instant due) {
    store.commit(
        Change.telling(time.now()).ending(Optional.of(new Fate.Again(task.number(), due))));
  }

  /** The elevation moved on by itself; time is the only thing left to look at. */
  private static Cause moot(Task task, Instant now) {
    var told =
        new AuditEntry.EffectOutcome(
            now, grant(task), Told.word(task.effect()), true, "not called for any more");
    // Only what was announced as an intent is owed an outcome (S21).
    List<AuditEntry> entries = task.effect() instanceof Effect.Check ? List.of() : List.of(told);
    return new Cause(new Event.TimePassed(), Optional.empty(), entries, done(task));
  }

  private static Optional<Fate> done(Task task) {
    return Optional.of(new Fate.Done(task.number()));
  }
}
