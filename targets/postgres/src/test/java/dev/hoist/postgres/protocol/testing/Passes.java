package dev.hoist.postgres.protocol.testing;

import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.Grant;
import dev.hoist.kernel.elevation.Request;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.policy.PolicyHash;
import dev.hoist.kernel.policy.Terms;
import dev.hoist.kernel.session.Access;
import dev.hoist.kernel.session.AccessDesk;
import dev.hoist.kernel.session.Authorization;
import dev.hoist.kernel.session.Authorizer;
import dev.hoist.kernel.session.Hello;
import dev.hoist.kernel.session.Login;
import dev.hoist.kernel.session.SessionId;
import dev.hoist.kernel.target.Role;
import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.kernel.target.RoleId;
import dev.hoist.kernel.target.Target;
import dev.hoist.kernel.target.TargetDefinition;
import dev.hoist.kernel.target.TargetId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets ana in on target {@code orders} when she shows {@link #TOKEN}. The token can be used again
 * and again, for tests connect often.
 */
public final class Passes implements AccessDesk {
  public static final String USER = "ana";
  public static final String TARGET = "orders";
  public static final String TOKEN = "canary-token-7f3a";

  private static final Instant NOW = Instant.parse("2026-04-01T12:00:00Z");

  private final Login login;
  private final AtomicLong sessions = new AtomicLong();

  public Passes(String user, String password) {
    this.login = new Login(user, Secret.of(password));
  }

  /** The answer to a hello at a time when the grant is good. */
  public Authorization answer(Hello hello) {
    return new Authorizer(this).authorize(hello, NOW);
  }

  /** What a good hello gets. */
  public static Authorization granted() {
    InetSocketAddress from = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    return new Passes("hoist_g7", "secret-of-the-role")
        .answer(new Hello(Secret.of(TOKEN), USER, TARGET, "", from));
  }

  @Override
  public Optional<Access> redeem(Secret token, Instant now) {
    return token.equals(Secret.of(TOKEN)) ? Optional.of(access()) : Optional.empty();
  }

  private static Access access() {
    SubjectId id = new SubjectId(new UUID(0, 1));
    Subject ana = new Subject(id, id, USER, Subject.Kind.PERSON);
    Request request =
        new Request(
            new RequestId(7),
            ana,
            new Target(
                new TargetId(new UUID(0, 2)),
                new TargetDefinition(TARGET, "postgres", "127.0.0.1:5432", Map.of())),
            new Role(new RoleId(new UUID(0, 3)), new RoleDefinition("fix", TARGET, Map.of())),
            Duration.ofMinutes(30),
            Optional.empty(),
            "rule",
            new Terms(Duration.ofHours(1), List.of()),
            new PolicyHash("0".repeat(64)),
            NOW);
    Grant grant = new Grant(request.id().grant(), NOW, NOW.plus(Duration.ofMinutes(30)));
    return new Access(new Elevation.Active(request, List.of(), grant), ana, true, true);
  }

  @Override
  public Optional<Login> login(Access access) {
    return Optional.of(login);
  }

  @Override
  public SessionId begin(Access access, Hello hello, Instant now) {
    return new SessionId(sessions.incrementAndGet());
  }

  @Override
  public void refused(Hello hello, String why, Instant now) {}
}
