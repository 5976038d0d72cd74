package dev.hoist.gateway;

import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.Grant;
import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.elevation.Request;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.policy.Aftercare;
import dev.hoist.kernel.policy.Extension;
import dev.hoist.kernel.policy.Limits;
import dev.hoist.kernel.policy.PolicyHash;
import dev.hoist.kernel.policy.Terms;
import dev.hoist.kernel.session.Access;
import dev.hoist.kernel.session.AccessDesk;
import dev.hoist.kernel.session.Hello;
import dev.hoist.kernel.session.Login;
import dev.hoist.kernel.session.SessionEnd;
import dev.hoist.kernel.session.SessionId;
import dev.hoist.kernel.session.SessionJournal;
import dev.hoist.kernel.target.Role;
import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.kernel.target.RoleId;
import dev.hoist.kernel.target.Target;
import dev.hoist.kernel.target.TargetDefinition;
import dev.hoist.kernel.target.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps tokens, sessions and their ends in memory, by the rules of the real one. */
final class Desk implements AccessDesk, SessionJournal {
  static final String PASSWORD = "canary-login-password";

  private final Map<String, Access> tokens = new ConcurrentHashMap<>();
  private final Map<GrantId, Elevation.Active> granted = new ConcurrentHashMap<>();
  private final AtomicLong sessions = new AtomicLong();
  private final AtomicLong grants = new AtomicLong();
  private final List<SessionEnd> ends = new CopyOnWriteArrayList<>();
  private final List<String> refusals = new CopyOnWriteArrayList<>();
  private final AtomicInteger journalFailures = new AtomicInteger();
  private volatile CountDownLatch gate = new CountDownLatch(0);

  /** A grant from now on, and as many tokens for it as wanted. */
  GrantId grant(Duration length, String... names) {
    return grant(length, Limits.NONE, names);
  }

  /** The same that ends when it lay unused for so long. */
  GrantId idling(Duration length, Duration idle, String... names) {
    return grant(length, new Limits(Optional.empty(), Optional.of(idle)), names);
  }

  private GrantId grant(Duration length, Limits limits, String... names) {
    var id = new GrantId(grants.incrementAndGet());
    Instant now = Instant.now();
    Subject ana = person("ana");
    var elevation =
        new Elevation.Active(
            request(id.request(), ana, limits, now),
            List.of(),
            new Grant(id, now, now.plus(length)));
    granted.put(id, elevation);
    for (String name : names) {
      tokens.put(name, new Access(elevation, ana, true, true));
    }
    return id;
  }

  /** A grant that may be made longer so many times, by an hour. */
  GrantId extendable(Duration length, int times, String... names) {
    var most = new Extension(Duration.ofHours(1), times);
    return grant(length, new Limits(Optional.of(most), Optional.empty()), names);
  }

  /** The elevation of a grant with one more extension; sessions that are let in do not know it. */
  Elevation.Active extended(GrantId id, Duration by) {
    return granted.computeIfPresent(
        id,
        (same, active) -> {
          Grant before = active.grant();
          List<Grant.Extended> all = new ArrayList<>(before.extensions());
          all.add(new Grant.Extended(Optional.empty(), before.until().plus(by)));
          return new Elevation.Active(
              active.request(), List.of(), new Grant(id, before.from(), before.granted(), all));
        });
  }

  private static Request request(RequestId id, Subject ana, Limits limits, Instant now) {
    var target = new TargetDefinition("orders-demo", "lines", "localhost:1", Map.of());
    var role = new RoleDefinition("fix", "orders-demo", Map.of());
    return new Request(
        id,
        ana,
        new Target(new TargetId(UUID.randomUUID()), target),
        new Role(new RoleId(UUID.randomUUID()), role),
        Duration.ofHours(1),
        Optional.empty(),
        "anyone",
        new Terms(Duration.ofHours(1), List.of(), limits, Aftercare.NONE, List.of()),
        new PolicyHash("0".repeat(64)),
        now);
  }

  private static Subject person(String name) {
    var id = new SubjectId(UUID.randomUUID());
    return new Subject(id, id, name, Subject.Kind.PERSON);
  }

  /** From here on checks wait until the gate is opened. */
  CountDownLatch closeGate() {
    var closed = new CountDownLatch(1);
    gate = closed;
    return closed;
  }

  void failJournal(int times) {
    journalFailures.set(times);
  }

  List<SessionEnd> ends() {
    return ends;
  }

  List<String> refusals() {
    return refusals;
  }

  @Override
  public Optional<Access> redeem(Secret token, Instant now) {
    return Optional.ofNullable(tokens.remove(token.reveal()));
  }

  @Override
  public Optional<Login> login(Access access) {
    return Optional.of(new Login("hoist_g1", Secret.of(PASSWORD)));
  }

  @Override
  public SessionId begin(Access access, Hello hello, Instant now) {
    var id = new SessionId(sessions.incrementAndGet());
    try {
      gate.await(); // the session is begun; only the answer is late
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return id;
  }

  long begun() {
    return sessions.get();
  }

  @Override
  public void refused(Hello hello, String why, Instant now) {
    refusals.add(why);
  }

  @Override
  public void ended(SessionEnd end) {
    if (journalFailures.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      throw new IllegalStateException("the store is down");
    }
    ends.add(end);
  }
}
