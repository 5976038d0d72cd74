package dev.hoist.simulator;

import dev.hoist.control.access.Desk;
import dev.hoist.control.access.LeftOpen;
import dev.hoist.control.access.TokenDesk;
import dev.hoist.control.elevation.ElevationEngine;
import dev.hoist.control.elevation.Scheduler;
import dev.hoist.control.elevation.Turns;
import dev.hoist.control.policy.Policies;
import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.time.TimeSource;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** One life of the server process, from a start to a crash: the real engine on simulated ports. */
final class Life implements Baton.Life {
  private final Baton baton;
  private final TimeSource time;
  private final Policies policies = new Policies();
  private final LeftOpen leftOpen;
  private final ElevationEngine engine;
  private final Desk desk;
  private final TokenDesk tokens;
  private final SimGateway gateway;
  private final SimWorld world;
  private boolean alive = true;

  Life(SimWorld world) {
    this.world = world;
    baton = world.baton();
    time = world.clock().line(world.store().latest());
    leftOpen = new LeftOpen(world.sessions(), "sim", world.sessions()::tell, time);
    engine =
        new ElevationEngine(
            new ElevationEngine.Ports(
                world.store(),
                world.registry(),
                world.people(),
                policies,
                world.target(),
                new Hands(),
                new InTurn(),
                time,
                "sim",
                () -> {}));
    desk = new Desk(world.sessions(), world.people(), engine.logins(), time, "sim", () -> {});
    tokens = new TokenDesk(world.store(), world.registry(), world.sessions(), time, () -> {});
    gateway = new SimGateway(baton, world.faults(), world.watch(), desk, time);
  }

  /** As the control plane does it: policy, what was left open, then the engine. */
  void start() {
    load(world.policy());
    leftOpen.close(id -> Optional.empty());
    engine.start(gateway);
  }

  void load(SimPolicy policy) {
    var loaded = policy.loaded(time.now());
    world.registry().register(loaded, time.now());
    policies.replace(loaded);
    engine.policyChanged();
  }

  /** Kills it; its tasks never go on. */
  void die() {
    alive = false;
    engine.stop();
  }

  @Override
  public boolean alive() {
    return alive;
  }

  ElevationEngine engine() {
    return engine;
  }

  TokenDesk tokens() {
    return tokens;
  }

  SimGateway gateway() {
    return gateway;
  }

  private final class Hands implements Scheduler {
    @Override
    public void soon(Runnable work) {
      later(Duration.ZERO, work);
    }

    @Override
    public void later(Duration delay, Runnable work) {
      if (alive) {
        // Rounded up: a timer never rings early.
        baton.start(Life.this, (delay.toNanos() + 999_999) / 1_000_000, work);
      }
    }
  }

  private final class InTurn implements Turns {
    private final Set<GrantId> taken = new HashSet<>();

    @Override
    public <T> T take(GrantId grant, Supplier<T> work) {
      while (!taken.add(grant)) {
        baton.sleep(1);
      }
      try {
        return work.get();
      } finally {
        taken.remove(grant);
      }
    }
  }
}
