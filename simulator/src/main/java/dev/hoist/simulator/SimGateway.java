package dev.hoist.simulator;

import dev.hoist.control.access.Desk;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.EndCause;
import dev.hoist.kernel.elevation.Grant;
import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.session.Authorization;
import dev.hoist.kernel.session.Authorized;
import dev.hoist.kernel.session.Authorizer;
import dev.hoist.kernel.session.Hello;
import dev.hoist.kernel.session.SessionCutter;
import dev.hoist.kernel.session.SessionEnd;
import dev.hoist.kernel.session.SessionId;
import dev.hoist.kernel.time.TimeSource;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A gateway within the process: its sessions die with it. Cutting takes a while, or fails. */
final class SimGateway implements SessionCutter {
  /** A failure that passes. */
  static final class Hiccup extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Hiccup() {
      super("the gateway hiccups", null, false, false);
    }
  }

  private final Baton baton;
  private final Faults faults;
  private final Watch watch;
  private final Desk desk;
  private final Authorizer authorizer;
  private final TimeSource time;
  private final List<Authorized> live = new ArrayList<>();

  /** Until when each grant was last used: a statement runs for a while. */
  private final Map<GrantId, Long> usedUntil = new HashMap<>();

  /** The ends that extensions gave. */
  private final Map<GrantId, Grant> extended = new HashMap<>();

  private final Set<GrantId> closed = new HashSet<>();

  SimGateway(Baton baton, Faults faults, Watch watch, Desk desk, TimeSource time) {
    this.baton = baton;
    this.faults = faults;
    this.watch = watch;
    this.desk = desk;
    this.time = time;
    authorizer = new Authorizer(desk);
  }

  /** A client comes, works for a while and leaves, unless it is cut. */
  void visit(Secret token, String user, String target) {
    var from = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    var hello = new Hello(token, user, target, "sim", from);
    if (authorizer.authorize(hello, time.now()) instanceof Authorization.Granted granted) {
      Authorized pass = granted.pass();
      // As the gateway does: the deadline may have come while the client was let in.
      if (!closed.contains(pass.grant().id()) && !expired(pass)) {
        live.add(pass);
        usedUntil.merge(pass.grant().id(), baton.now(), Math::max);
        watch.opened(pass, time.now());
        work(pass);
      }
      end(pass, "left");
    }
  }

  /** One that was let in before an extension has the later end, too. */
  private boolean expired(Authorized pass) {
    Grant known = extended.getOrDefault(pass.grant().id(), pass.grant());
    return pass.grant().expiredAt(time.now()) && known.expiredAt(time.now());
  }

  @Override
  public void extend(Elevation.Active it) {
    if (faults.gatewayFails()) {
      throw new Hiccup();
    }
    watch.extended(it.grant());
    extended.put(it.grant().id(), it.grant());
  }

  private void work(Authorized pass) {
    int statements = 1 + baton.random().nextInt(8);
    for (int i = 0; i < statements && live.contains(pass); i++) {
      if (expired(pass)) {
        live.remove(pass);
      } else {
        watch.forwarded(pass);
        long until = baton.now() + baton.random().nextInt(4_000);
        usedUntil.merge(pass.grant().id(), until, Math::max);
        watch.used(pass.grant().id(), until);
        baton.sleep(baton.random().nextInt(8_000));
      }
    }
    live.remove(pass);
  }

  @Override
  public int cut(GrantId grant, EndCause cause) {
    baton.sleep(baton.random().nextInt(8) == 0 ? 900 : baton.random().nextInt(50));
    if (faults.gatewayFails()) {
      throw new Hiccup();
    }
    closed.add(grant);
    int before = live.size();
    live.removeIf(pass -> pass.grant().id().equals(grant));
    watch.cut(grant);
    return before - live.size();
  }

  @Override
  public Optional<Duration> unused(GrantId grant) {
    Optional<Duration> unused =
        Optional.ofNullable(usedUntil.get(grant))
            .map(until -> Duration.ofMillis(Math.max(0, baton.now() - until)));
    watch.lies(grant, unused);
    return unused;
  }

  @Override
  public boolean kill(SessionId session, String why) {
    return live.removeIf(pass -> pass.session().equals(session));
  }

  /** The gateway reports until it is heard. */
  private void end(Authorized pass, String why) {
    while (true) {
      try {
        desk.ended(new SessionEnd(pass.session(), why, 1, 1, 1, "ab", time.now()));
        return;
      } catch (StoreDown e) {
        baton.sleep(200);
      }
    }
  }
}
