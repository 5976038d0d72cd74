package dev.hoist.bench.relay;

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
import dev.hoist.kernel.session.Hello;
import dev.hoist.kernel.session.Login;
import dev.hoist.kernel.session.SessionId;
import dev.hoist.kernel.target.Role;
import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.kernel.target.RoleId;
import dev.hoist.kernel.target.Target;
import dev.hoist.kernel.target.TargetDefinition;
import dev.hoist.kernel.target.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** One grant of one hour that its one token opens again and again. For benchmarks only. */
final class OpenDesk implements AccessDesk {
  static final String USER = "bench";
  static final String DATABASE = "bench";

  private final Secret token;
  private final Login login;
  private final Access access;
  private final AtomicLong sessions = new AtomicLong();

  OpenDesk(Secret token, Secret password, String address) {
    this.token = token;
    this.login = new Login(USER, password);
    var id = new SubjectId(new UUID(0, 1));
    var subject = new Subject(id, id, USER, Subject.Kind.PERSON);
    var now = Instant.now();
    var request =
        new Request(
            new RequestId(1),
            subject,
            new Target(
                new TargetId(new UUID(0, 2)),
                new TargetDefinition(DATABASE, "postgres", address, Map.of())),
            new Role(new RoleId(new UUID(0, 3)), new RoleDefinition("read", DATABASE, Map.of())),
            Duration.ofHours(1),
            Optional.empty(),
            "bench",
            new Terms(Duration.ofHours(1), List.of()),
            new PolicyHash("0".repeat(64)),
            now);
    var grant = new Grant(request.id().grant(), now, now.plus(Duration.ofHours(1)));
    this.access = new Access(new Elevation.Active(request, List.of(), grant), subject, true, true);
  }

  @Override
  public Optional<Access> redeem(Secret presented, Instant now) {
    return presented.equals(token) ? Optional.of(access) : Optional.empty();
  }

  @Override
  public Optional<Login> login(Access granted) {
    return Optional.of(login);
  }

  @Override
  public SessionId begin(Access granted, Hello hello, Instant now) {
    return new SessionId(sessions.incrementAndGet());
  }

  @Override
  public void refused(Hello hello, String why, Instant now) {
    throw new IllegalStateException("the benchmark was refused: " + why);
  }
}
