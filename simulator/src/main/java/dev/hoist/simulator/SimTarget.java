package dev.hoist.simulator;

import dev.hoist.control.elevation.Connectors;
import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.session.Login;
import dev.hoist.kernel.target.Target;
import dev.hoist.spi.Connector;
import dev.hoist.spi.ConnectorException;
import dev.hoist.spi.Lease;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * All targets. What is made on them stays whatever becomes of our process; calls take a while, fail
 * before, in the middle of or after what they do, and answers get lost.
 */
final class SimTarget implements Connectors {
  private final Baton baton;
  private final Faults faults;
  private final Watch watch;
  private final Map<String, Set<GrantId>> made = new HashMap<>();
  private Set<GrantId> inCall = new HashSet<>();
  private Runnable crash = () -> {};

  SimTarget(Baton baton, Faults faults, Watch watch) {
    this.baton = baton;
    this.faults = faults;
    this.watch = watch;
  }

  /**
   * @param now what kills the process that is running
   */
  void crashBy(Runnable now) {
    crash = now;
  }

  Set<GrantId> made(String target) {
    return made.computeIfAbsent(target, name -> new TreeSet<>(byNumber()));
  }

  private static Comparator<GrantId> byNumber() {
    return Comparator.comparingLong(GrantId::number);
  }

  boolean isEmpty() {
    return made.values().stream().allMatch(Set::isEmpty);
  }

  boolean has(GrantId grant) {
    return made.values().stream().anyMatch(set -> set.contains(grant));
  }

  /** The process that was calling is gone. */
  void callersDied() {
    inCall = new HashSet<>();
  }

  @Override
  public Connector of(Target target) {
    return new At(target.name());
  }

  private final class At implements Connector {
    private final String name;

    At(String name) {
      this.name = name;
    }

    @Override
    public Login provision(Lease lease) throws ConnectorException {
      Set<GrantId> calls = enter(lease.grant());
      try {
        answer();
        watch.touched(lease);
        made(name).add(lease.grant());
        answer();
        return new Login("hoist_" + lease.grant().number(), Secret.of("s"));
      } finally {
        calls.remove(lease.grant());
      }
    }

    @Override
    public void extend(Lease lease) throws ConnectorException {
      Set<GrantId> calls = enter(lease.grant());
      try {
        answer();
        watch.touched(lease);
        if (!made(name).contains(lease.grant())) {
          throw new ConnectorException(ConnectorException.Kind.REFUSED, "it is not there");
        }
        answer();
      } finally {
        calls.remove(lease.grant());
      }
    }

    @Override
    public Proof revoke(Lease lease) throws ConnectorException {
      Set<GrantId> calls = enter(lease.grant());
      try {
        watch.revoking(lease.grant());
        answer();
        watch.removing(lease.grant());
        made(name).remove(lease.grant());
        answer();
        return new Proof("absent");
      } finally {
        calls.remove(lease.grant());
      }
    }

    @Override
    public Set<GrantId> present() throws ConnectorException {
      answer();
      Set<GrantId> seen = new TreeSet<>(byNumber());
      seen.addAll(made(name));
      return seen;
    }
  }

  private Set<GrantId> enter(GrantId grant) {
    Set<GrantId> calls = inCall;
    Violation.unless(calls.add(grant), "SPI", "two calls for " + grant + " at once");
    return calls;
  }

  /** Takes a while; then it works, or it does not. */
  private void answer() throws ConnectorException {
    baton.sleep(baton.random().nextInt(10) == 0 ? 2_000 : baton.random().nextInt(60));
    // Between an intent and its effect, or between the effect and its outcome.
    if (faults.crashesHere()) {
      crash.run();
    }
    if (faults.targetDown()) {
      watch.troubled();
      throw new ConnectorException(ConnectorException.Kind.UNREACHABLE, "does not answer");
    }
    if (faults.targetRefuses()) {
      watch.troubled();
      throw new ConnectorException(ConnectorException.Kind.REFUSED, "refuses");
    }
  }
}
