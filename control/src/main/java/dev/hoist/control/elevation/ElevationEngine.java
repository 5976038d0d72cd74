package dev.hoist.control.elevation;

import dev.hoist.control.facts.Namesakes;
import dev.hoist.control.facts.Surroundings;
import dev.hoist.control.policy.Policies;
import dev.hoist.kernel.session.SessionCutter;
import dev.hoist.kernel.time.TimeSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The engine, assembled on its ports. Commands work at once; effects begin with {@link #start}. */
public final class ElevationEngine {
  private final Ports ports;
  private final Judge judge;
  private final Steps steps;
  private final Logins logins;
  private final Deadlines deadlines;
  private final Redecisions redecisions;
  private final Elevations elevations;
  private final Offers offers;
  private volatile Optional<Running> running = Optional.empty();

  /**
   * What the engine stands on.
   *
   * @param surroundings looks at the world that policy asks about
   * @param node names this server; stays the same over restarts, differs between servers
   * @param wrote called after each commit, for whoever reads the audit entries; returns at once
   */
  public record Ports(
      Store store,
      Registry registry,
      Subjects subjects,
      Policies policies,
      Connectors connectors,
      Scheduler scheduler,
      Turns turns,
      TimeSource time,
      Surroundings surroundings,
      String node,
      Runnable wrote) {
    /** Nobody looks at the world. */
    public Ports(
        Store store,
        Registry registry,
        Subjects subjects,
        Policies policies,
        Connectors connectors,
        Scheduler scheduler,
        Turns turns,
        TimeSource time,
        String node,
        Runnable wrote) {
      this(
          store,
          registry,
          subjects,
          policies,
          connectors,
          scheduler,
          turns,
          time,
          Surroundings.NONE,
          node,
          wrote);
    }
  }

  private record Running(EffectRunner effects, Upkeep upkeep, Idleness idleness) {}

  public ElevationEngine(Ports ports) {
    this.ports = ports;
    var p = ports;
    var changes = new Changes<Stored>();
    var surroundings = new Namesakes(p.surroundings(), name -> acts(p.subjects(), name));
    judge = new Judge(p.policies(), p.subjects(), p.registry(), p.store(), surroundings);
    steps = new Steps(p.store(), p.time(), stored -> committed(changes, stored));
    logins = new Logins(p.store(), p.connectors(), p.turns(), p.time());
    deadlines = new Deadlines(p.store(), p.time(), p.scheduler(), steps);
    redecisions = new Redecisions(p.store(), judge, steps, p.time());
    var asking =
        new Asking(
            p.store(),
            p.time(),
            p.subjects(),
            p.registry(),
            p.policies(),
            judge,
            stored -> committed(changes, stored));
    elevations = new Engine(p.store(), steps, judge, asking, changes, p.time());
    offers = new OffersNow(p.store(), p.time(), p.subjects(), p.policies(), p.surroundings());
  }

  private static boolean acts(Subjects subjects, String name) {
    return subjects.named(name).filter(Profile::enabled).isPresent();
  }

  private void committed(Changes<Stored> changes, Stored stored) {
    running.ifPresent(r -> r.effects().signal());
    running.ifPresent(r -> r.idleness().changed(stored));
    ports.wrote().run();
    stored.elevation().wakesAt().ifPresent(deadlines::expect);
    changes.announce(stored);
  }

  /**
   * Takes up what an earlier run left, and begins to carry out effects and keep deadlines.
   *
   * @param cutter how sessions are ended
   */
  public void start(SessionCutter cutter) {
    var p = ports;
    p.store().releaseLeases(p.node());
    logins.closeAbandoned();
    var effects =
        new Effects(p.store(), p.time(), judge, steps, p.connectors(), cutter, logins, p.turns());
    var runner = new EffectRunner(p.store(), p.time(), p.scheduler(), p.node(), effects);
    var reconciler =
        new Reconciler(p.store(), p.registry(), p.connectors(), logins, p.turns(), p.time());
    var idleness = new Idleness(p.store(), p.time(), p.scheduler(), steps, cutter);
    var upkeep =
        new Upkeep(
            p.store(),
            p.subjects(),
            elevations,
            p.time(),
            p.scheduler(),
            reconciler,
            redecisions,
            List.of(
                runner::signal,
                deadlines::signal,
                idleness::signal,
                logins::tellUntold,
                p.wrote()));
    running = Optional.of(new Running(runner, upkeep, idleness));
    upkeep.start();
  }

  /** Begins nothing new; what runs ends with the scheduler. */
  public void stop() {
    running.ifPresent(r -> r.upkeep().stop());
  }

  /** Call after another policy set was put in force. What fails of it is tried again. */
  public void policyChanged() {
    redecisions.run();
  }

  /** When a grant ends unless it is used before; empty when it may lie unused. */
  public Optional<Instant> unusedUntil(Stored stored) {
    return running.flatMap(r -> r.idleness().unusedUntil(stored));
  }

  public Elevations elevations() {
    return elevations;
  }

  public Offers offers() {
    return offers;
  }

  public Rounds rounds() {
    return judge;
  }

  public Logins logins() {
    return logins;
  }
}
