package dev.hoist.simulator;

import dev.hoist.control.access.AccessTokens.Issued;
import dev.hoist.control.elevation.Ask;
import dev.hoist.control.elevation.Elevations;
import dev.hoist.control.elevation.Stored;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.identity.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One history: what its seed makes people, machines and luck do. */
public final class Simulation {
  /** A history takes milliseconds; what takes so long hangs. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private static final int PEOPLE_ACTING = 5;
  private static final int ACTS_EACH = 14;
  private static final long TROUBLE_FOR = 200_000;

  /** Longer than any grant, lease and pause between tries; shorter than the next look by chance. */
  private static final long REST_BY = TROUBLE_FOR + 420_000;

  private final SimWorld world;
  private final Baton baton;
  private final Random random;
  private @Nullable Life life;

  private Simulation(long seed) {
    world = new SimWorld(seed);
    baton = world.baton();
    random = baton.random();
    world.store().crashBy(this::crash);
    world.target().crashBy(this::crash);
  }

  /**
   * What became of a history.
   *
   * @param trace a number that differs as soon as anything happened in another order
   * @param elevations how many requests there were
   * @param idleEnds how many grants ended because they lay unused
   * @param extensions how many times grants were extended
   */
  public record Report(
      long seed, long trace, int elevations, int auditEntries, int idleEnds, int extensions) {}

  /**
   * Runs a history to its end.
   *
   * @throws AssertionError when something that must always hold did not; the message has the seed
   */
  public static Report run(long seed) {
    // From one virtual thread to another the baton passes without the operating system.
    var history = new FutureTask<>(() -> live(seed));
    var _ = Thread.ofVirtual().start(history);
    try {
      return history.get(LONGEST.toMinutes(), TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(seed, e);
    } catch (TimeoutException e) {
      var hangs = new IllegalStateException("not at its end after " + LONGEST.toMinutes() + " min");
      throw failed(seed, hangs);
    } catch (ExecutionException e) {
      throw failed(seed, e.getCause() == null ? e : e.getCause());
    }
  }

  private static Report live(long seed) {
    var simulation = new Simulation(seed);
    try {
      return simulation.run(seed, simulation.world);
    } finally {
      simulation.baton.finish();
    }
  }

  private static AssertionError failed(long seed, Throwable cause) {
    return new AssertionError(
        "%s; replay with: -Dhoist.sim.seed=%d".formatted(cause.getMessage(), seed), cause);
  }

  private Report run(long seed, SimWorld in) {
    boot();
    for (int i = 0; i < PEOPLE_ACTING; i++) {
      baton.start(null, random.nextInt(2_000), this::act);
    }
    baton.start(null, 0, this::mischief);
    baton.start(null, TROUBLE_FOR, this::heal);
    baton.run(() -> !baton.failures().isEmpty() || atRest() || baton.now() > REST_BY);
    for (Throwable failure : baton.failures()) {
      throw new IllegalStateException(failure.getMessage(), failure);
    }
    new Verdicts(in).check();
    return new Report(
        seed,
        baton.trace(),
        in.store().all().size(),
        in.store().audit().size(),
        in.watch().idleEnds(),
        in.watch().extensions());
  }

  private boolean atRest() {
    return baton.now() > TROUBLE_FOR + 30_000 && world.store().quiet() && world.target().isEmpty();
  }

  private void boot() {
    var fresh = new Life(world);
    life = fresh;
    world.watch().booted();
    baton.start(fresh, 0, () -> begin(fresh));
  }

  /** A server that does not come up is started again. */
  private void begin(Life fresh) {
    try {
      fresh.start();
    } catch (StoreDown e) {
      crash();
    }
  }

  /** The process that has the baton dies here. */
  private void crash() {
    die();
    throw new Baton.Crashed();
  }

  private void die() {
    Life dying = life;
    if (dying != null && dying.alive()) {
      dying.die();
      world.watch().crashed();
      world.target().callersDied();
      baton.start(null, random.nextInt(20_000), this::boot);
    }
  }

  /** Nothing goes wrong any more after one last restart. */
  private void heal() {
    world.faults().heal();
    die();
  }

  private void act() {
    for (int i = 0; i < ACTS_EACH; i++) {
      command(random.nextInt(18));
      baton.sleep(random.nextInt(4) == 0 ? random.nextInt(40) : random.nextInt(16_000));
    }
  }

  /** Commands run in the process, and die with it; whoever gave them hears nothing then. */
  private void command(int which) {
    Life now = life;
    if (now == null || !now.alive()) {
      return;
    }
    Subject who = world.people().any();
    int times = random.nextInt(6) == 0 ? 3 : 1; // the same click again
    Runnable command = () -> command(now, which, who);
    for (int i = 0; i < times; i++) {
      baton.start(now, random.nextInt(3), () -> heard(command));
    }
  }

  private static void heard(Runnable command) {
    try {
      command.run();
    } catch (StoreDown | IllegalStateException e) {
      // An error page, or a client that is turned away.
    }
  }

  private void command(Life now, int which, Subject who) {
    Elevations elevations = now.engine().elevations();
    switch (which) {
      case 0, 1, 2, 3 -> elevations.ask(asking(who));
      case 4, 5, 6, 7, 8 -> pick().ifPresent(stored -> approve(elevations, stored, who));
      case 14, 15, 16, 17 -> pick().ifPresent(stored -> extend(elevations, stored, who));
      case 9 -> pick().ifPresent(stored -> end(elevations, stored, who));
      default -> pick().ifPresent(stored -> visit(now, stored));
    }
  }

  private Ask asking(Subject who) {
    Optional<String> key =
        random.nextInt(3) == 0 ? Optional.of("k" + random.nextInt(4)) : Optional.empty();
    return new Ask(
        random.nextInt(2) == 0 ? who : world.people().all().getFirst(),
        SimPolicy.TARGETS.get(random.nextInt(2)),
        SimPolicy.ROLE,
        Duration.ofSeconds(10 + random.nextInt(80)),
        Optional.empty(),
        key);
  }

  private Optional<Stored> pick() {
    List<Stored> live =
        world.store().all().stream()
            .filter(s -> random.nextInt(10) == 0 || !(s.elevation() instanceof Elevation.Terminal))
            .toList();
    return live.isEmpty() ? Optional.empty() : Optional.of(live.get(random.nextInt(live.size())));
  }

  private void approve(Elevations elevations, Stored stored, Subject who) {
    var request = stored.elevation().request();
    Optional<Duration> limit =
        random.nextInt(3) == 0 ? Optional.of(request.asked().dividedBy(2)) : Optional.empty();
    elevations.approve(stored.id(), who, request.digest(), limit, "");
  }

  private void end(Elevations elevations, Stored stored, Subject who) {
    Subject owner = stored.elevation().request().requester();
    switch (random.nextInt(4)) {
      case 0 -> elevations.deny(stored.id(), who, "no");
      case 1 -> elevations.done(stored.id(), owner);
      case 2 -> elevations.withdraw(stored.id(), owner);
      default -> elevations.revoke(stored.id(), who, "enough");
    }
  }

  /** Mostly by who may, and as the next one; else as somebody who looked at another time. */
  private void extend(Elevations elevations, Stored stored, Subject who) {
    int used =
        stored.elevation() instanceof Elevation.Granted granted
            ? granted.grant().extensions().size()
            : 0;
    elevations.extend(
        stored.id(),
        random.nextInt(8) == 0 ? who : stored.elevation().request().requester(),
        random.nextInt(8) == 0 ? random.nextInt(4) : used + 1,
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(Duration.ofSeconds(random.nextInt(35))));
  }

  private void visit(Life now, Stored stored) {
    GrantId grant = stored.id().grant();
    Subject owner = stored.elevation().request().requester();
    if (now.tokens().issue(grant, owner) instanceof Issued.Token token) {
      String target = stored.elevation().request().target().name();
      now.gateway().visit(token.token(), owner.name(), target);
    }
  }

  /** What goes wrong around the process. */
  private void mischief() {
    while (true) {
      baton.sleep(2_000L + random.nextInt(30_000));
      if (world.faults().healed()) {
        return;
      }
      switch (random.nextInt(9)) {
        case 0 -> world.clock().set(random.nextInt(120_000) - 80_000);
        case 1, 2 -> people();
        case 3, 4 -> policy();
        case 5 -> stray();
        default -> world.faults().trouble();
      }
    }
  }

  private void people() {
    Subject who = world.people().any();
    boolean everything = random.nextBoolean();
    world.people().take(who, everything);
    Life now = life;
    if (everything && now != null && now.alive()) {
      baton.start(now, 0, () -> heard(() -> now.engine().elevations().subjectDisabled(who.id())));
    }
    baton.start(null, 20_000L + random.nextInt(30_000), () -> world.people().restore(who));
  }

  private void policy() {
    world.policy(
        new SimPolicy(
            30 + random.nextInt(90),
            random.nextInt(3),
            1 + random.nextInt(2),
            random.nextInt(2) == 0 ? 0 : 3 + random.nextInt(25),
            random.nextInt(4),
            random.nextInt(4) == 0 ? "ALL" : "SELECT",
            random.nextInt(8) != 0,
            random.nextInt(3) == 0));
    Life now = life;
    if (now != null && now.alive()) {
      baton.start(now, 0, () -> heard(() -> now.load(world.policy())));
    }
  }

  /** Something that no grant holds appears on a target; a start finds it. */
  private void stray() {
    world.target().made(SimPolicy.TARGETS.getFirst()).add(new GrantId(1_000 + baton.now()));
  }
}
