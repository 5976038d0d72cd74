package dev.hoist.simulator;

import java.util.Random;

/** Everything around the process, which survives its crashes. */
final class SimWorld {
  private final Baton baton;
  private final Faults faults;
  private final SimPeople people;
  private final Watch watch;
  private final SimStore store;
  private final SimRegistry registry;
  private final SimSessions sessions;
  private final SimTarget target;
  private final SimClock clock;
  private SimPolicy policy = new SimPolicy(90, 1, 1, 0, 2, "SELECT", true, false);

  SimWorld(long seed) {
    var random = new Random(seed);
    baton = new Baton(random);
    faults = new Faults(baton, random.nextInt(4));
    people = new SimPeople(baton);
    watch = new Watch(this);
    store = new SimStore(baton, faults, watch);
    registry = new SimRegistry(store);
    sessions = new SimSessions(store, registry);
    target = new SimTarget(baton, faults, watch);
    clock = new SimClock(baton);
  }

  Baton baton() {
    return baton;
  }

  Faults faults() {
    return faults;
  }

  SimPeople people() {
    return people;
  }

  Watch watch() {
    return watch;
  }

  SimStore store() {
    return store;
  }

  SimRegistry registry() {
    return registry;
  }

  SimSessions sessions() {
    return sessions;
  }

  SimTarget target() {
    return target;
  }

  SimClock clock() {
    return clock;
  }

  SimPolicy policy() {
    return policy;
  }

  void policy(SimPolicy next) {
    policy = next;
  }
}
