package dev.hoist.control;

import dev.hoist.control.access.AccessTokens;
import dev.hoist.control.access.Desk;
import dev.hoist.control.access.LeftOpen;
import dev.hoist.control.access.SessionLog;
import dev.hoist.control.access.TokenDesk;
import dev.hoist.control.audit.AuditEntry;
import dev.hoist.control.audit.AuditLog;
import dev.hoist.control.audit.AuditTrail;
import dev.hoist.control.audit.Integrator;
import dev.hoist.control.audit.RefusalLog;
import dev.hoist.control.change.Meanings;
import dev.hoist.control.change.PolicyChanges;
import dev.hoist.control.change.Standings;
import dev.hoist.control.elevation.Connectors;
import dev.hoist.control.elevation.ElevationEngine;
import dev.hoist.control.elevation.Elevations;
import dev.hoist.control.elevation.LocalTurns;
import dev.hoist.control.elevation.Offers;
import dev.hoist.control.elevation.Repeating;
import dev.hoist.control.elevation.Rounds;
import dev.hoist.control.elevation.Stored;
import dev.hoist.control.elevation.Subjects;
import dev.hoist.control.elevation.SystemTime;
import dev.hoist.control.elevation.ThreadScheduler;
import dev.hoist.control.elevation.Wakeup;
import dev.hoist.control.facts.Lookout;
import dev.hoist.control.inventory.InventoryFile;
import dev.hoist.control.inventory.InventoryPlace;
import dev.hoist.control.policy.PastDecisions;
import dev.hoist.control.policy.Policies;
import dev.hoist.control.policy.PolicyFolder;
import dev.hoist.control.policy.PolicyKeeper;
import dev.hoist.control.policy.PolicyLog;
import dev.hoist.control.policy.PolicyPlace;
import dev.hoist.control.policy.PolicyWatch;
import dev.hoist.control.store.Database;
import dev.hoist.control.store.PgAudit;
import dev.hoist.control.store.PgChanges;
import dev.hoist.control.store.PgDecisions;
import dev.hoist.control.store.PgPolicyLog;
import dev.hoist.control.store.PgRegistry;
import dev.hoist.control.store.PgSessions;
import dev.hoist.control.store.PgStore;
import dev.hoist.control.store.StoreClaim;
import dev.hoist.kernel.audit.AuditTree;
import dev.hoist.kernel.policy.PolicyLoader;
import dev.hoist.kernel.policy.PolicySource;
import dev.hoist.kernel.session.SessionCutter;
import dev.hoist.kernel.session.SessionId;
import dev.hoist.kernel.session.Written;
import dev.hoist.kernel.time.TimeSource;
import dev.hoist.spi.AttributeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Everything in control except its web side, put together. Commands work as soon as it is made; the
 * engine begins with {@link #start}, when there is a gateway that can cut sessions.
 */
public final class ControlPlane implements AutoCloseable {
  private final Settings settings;
  private final StoreClaim claim;
  private final Database database;
  private final PgAudit audit;
  private final PgSessions sessions;
  private final SystemTime time;
  private final LeftOpen leftOpen;
  private final ThreadScheduler scheduler = new ThreadScheduler();
  private final Policies policies = new Policies();
  private final Subjects subjects;
  private final Integrator integrator;
  private final Wakeup integrate;
  private final ElevationEngine engine;
  private final Wakeup redecide;
  private final AccessTokens tokens;
  private final Desk desk;
  private final PolicyPlace place;
  private final Optional<InventoryFile> inventory;
  private final RefusalLog refusals;
  private final Vitals vitals;
  private final Standings standings;
  private final PolicyChanges changes;
  private final Meanings meanings;
  private volatile boolean running;
  private final Repeating repeating = new Repeating(scheduler);

  /**
   * @param source where the store is; {@link Database#migrate} is called on it here
   * @param policies the folder of policy files
   * @param elsewhere where policy comes from instead of that folder
   * @param log opens the tamper-evident log, given the time
   * @param sources what knows the world, by the names that policy uses
   * @param inventory where targets are registered beside policy
   * @param node names this server; stays the same over restarts, differs between servers
   */
  public record Settings(
      DataSource source,
      Path policies,
      Optional<PolicySource> elsewhere,
      Function<Instant, AuditTree> log,
      PolicyLoader loader,
      Connectors connectors,
      Function<TimeSource, Map<String, AttributeSource>> sources,
      Optional<InventoryPlace> inventory,
      String node,
      String version) {
    /** Without sources and inventory: what there is besides policy is unknown. */
    public Settings(
        DataSource source,
        Path policies,
        Optional<PolicySource> elsewhere,
        Function<Instant, AuditTree> log,
        PolicyLoader loader,
        Connectors connectors,
        String node,
        String version) {
      this(
          source,
          policies,
          elsewhere,
          log,
          loader,
          connectors,
          time -> Map.of(),
          Optional.empty(),
          node,
          version);
    }
  }

  /**
   * @param subjects makes the port to whoever keeps the users, on the same store
   */
  public ControlPlane(Settings settings, BiFunction<Database, TimeSource, Subjects> subjects) {
    this.settings = settings;
    Database.migrate(settings.source());
    claim = StoreClaim.take(settings.source(), settings.node());
    database = new Database(settings.source());
    audit = new PgAudit(database);
    sessions = new PgSessions(database, audit);
    // Never earlier than what was written down before: a clock set back lengthens nothing (S24).
    var store = new PgStore(database, audit);
    time = new SystemTime(store.latest());
    leftOpen = new LeftOpen(sessions, settings.node(), audit, time);
    this.subjects = subjects.apply(database, time);
    integrator = new Integrator(audit, settings.log().apply(time.now()), time);
    integrate = new Wakeup(scheduler, integrator::run);
    var registry = new PgRegistry(database, audit);
    var lookout = new Lookout(settings.sources().apply(time), time);
    engine =
        new ElevationEngine(
            new ElevationEngine.Ports(
                store,
                registry,
                this.subjects,
                policies,
                settings.connectors(),
                scheduler,
                new LocalTurns(),
                time,
                lookout,
                settings.node(),
                integrate::signal));
    redecide = new Wakeup(scheduler, engine::policyChanged);
    refusals = new RefusalLog(trail(), time);
    vitals = new Vitals(integrator, engine.elevations(), time);
    tokens = new TokenDesk(store, registry, sessions, time, integrate::signal);
    desk =
        new Desk(
            sessions, this.subjects, engine.logins(), time, settings.node(), integrate::signal);
    var keeper =
        new PolicyKeeper(settings.loader(), policies, registry, trail(), time, this::policyChanged);
    inventory =
        settings
            .inventory()
            .map(there -> new InventoryFile(there, keeper, policies, registry, trail(), time));
    Optional<PolicyFolder> folder =
        settings.elsewhere().isPresent()
            ? Optional.empty()
            : Optional.of(new PolicyFolder(settings.policies(), keeper, policyLog()));
    place =
        settings
            .elsewhere()
            .<PolicyPlace>map(there -> new PolicyWatch(there, keeper, policyLog()))
            .orElseGet(folder::orElseThrow);
    standings = new Standings(this.subjects, policies, lookout);
    meanings = new Meanings(policyLog(), settings.loader());
    changes =
        new PolicyChanges(
            new PolicyChanges.Ports(
                new PgChanges(database, audit),
                settings.loader(),
                policies,
                policyLog(),
                keeper,
                folder,
                standings,
                trail(),
                time));
  }

  /**
   * Loads policy, closes what a crash left open, and begins.
   *
   * @param recordings what was recorded of a session, as far as it was written
   */
  public void start(SessionCutter cutter, Function<SessionId, Optional<Written>> recordings) {
    trail().append(new AuditEntry.Started(time.now(), settings.version(), settings.node()));
    changes.settle();
    inventory.ifPresent(InventoryFile::begin);
    place.load();
    inventory.ifPresent(InventoryFile::load);
    leftOpen.close(recordings);
    engine.start(cutter);
    running = true;
    repeating.every(place.every(), place::look);
    inventory.ifPresent(file -> repeating.every(Duration.ofSeconds(1), file::look));
    repeating.every(Duration.ofSeconds(1), this::tellJump);
    repeating.every(Duration.ofSeconds(10), desk::tellRefusals);
    repeating.every(Duration.ofSeconds(10), refusals::flush);
    repeating.every(Duration.ofSeconds(2), vitals::look);
    repeating.every(Duration.ofSeconds(10), changes::lapse);
    repeating.every(Duration.ofSeconds(10), changes::policyChanged); // it may have failed
    repeating.every(
        Duration.ofMinutes(10), () -> sessions.forgetTokens(time.now().minus(Duration.ofHours(1))));
  }

  /**
   * Whoever put policy in force waits for what is certain at once; what waits is decided again by
   * itself, because sources of facts may hang, and is checked before it is granted whenever that
   * is.
   */
  private void policyChanged() {
    if (running) {
      redecide.signal();
    } else {
      engine.policyChanged();
    }
    changes.policyChanged();
  }

  private void tellJump() {
    time.takeJump()
        .ifPresent(
            jump ->
                trail()
                    .append(
                        new AuditEntry.Alarm(
                            time.now(),
                            Optional.empty(),
                            "the clock was set forward by "
                                + jump.by().toSeconds()
                                + " s; grants may have ended early")));
  }

  public Database database() {
    return database;
  }

  public TimeSource time() {
    return time;
  }

  public Subjects subjects() {
    return subjects;
  }

  public Elevations elevations() {
    return engine.elevations();
  }

  /** When a grant ends unless it is used before; empty when it may lie unused. */
  public Optional<Instant> unusedUntil(Stored grant) {
    return engine.unusedUntil(grant);
  }

  public Offers offers() {
    return engine.offers();
  }

  public Rounds rounds() {
    return engine.rounds();
  }

  /** What was decided, and by what. */
  public PastDecisions decisions() {
    return new PgDecisions(database);
  }

  public Policies policies() {
    return policies;
  }

  /** Changing the policy through the server. */
  public PolicyChanges changes() {
    return changes;
  }

  /** What changes of policy mean. */
  public Meanings meanings() {
    return meanings;
  }

  /** What people stand for when policy is changed. */
  public Standings standings() {
    return standings;
  }

  /** Every policy set that was ever in force. */
  public PolicyLog policyLog() {
    return new PgPolicyLog(database);
  }

  public AccessTokens tokens() {
    return tokens;
  }

  public SessionLog sessions() {
    return sessions;
  }

  public AuditLog audit() {
    return audit;
  }

  /** Where others write entries; they are in the tamper-evident log within a second. */
  public AuditTrail trail() {
    return entry -> {
      audit.append(entry);
      integrate.signal();
    };
  }

  /** Where calls that were refused are written down. */
  public RefusalLog refusals() {
    return refusals;
  }

  public Vitals vitals() {
    return vitals;
  }

  /** Why the audit log does not grow; empty when it does. */
  public Optional<String> problem() {
    return integrator.problem();
  }

  /** For the gateway: who may come in, and what became of sessions. */
  public Desk desk() {
    return desk;
  }

  @Override
  public void close() {
    engine.stop();
    repeating.close();
    scheduler.close();
    integrator.run();
    claim.close();
  }
}
