package dev.hoist.control.access;

import dev.hoist.control.audit.AuditEntry;
import dev.hoist.control.elevation.Registry;
import dev.hoist.control.elevation.Store;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.elevation.Request;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.session.Authorizer;
import dev.hoist.kernel.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** {@link AccessTokens} on the store. */
public final class TokenDesk implements AccessTokens {
  /** Long enough to start a client, too short to be worth stealing. */
  static final Duration GOOD_FOR = Duration.ofSeconds(60);

  private final Store elevations;
  private final Registry registry;
  private final SessionStore tokens;
  private final TimeSource time;
  private final Runnable wrote;

  public TokenDesk(
      Store elevations, Registry registry, SessionStore tokens, TimeSource time, Runnable wrote) {
    this.elevations = elevations;
    this.registry = registry;
    this.tokens = tokens;
    this.time = time;
    this.wrote = wrote;
  }

  @Override
  public Issued issue(GrantId grant, Subject subject) {
    return elevations
        .find(grant.request())
        .filter(stored -> stored.elevation().request().requester().id().equals(subject.id()))
        .map(stored -> issue(stored.elevation(), subject))
        .orElseGet(() -> new Issued.NotFound("you have no grant " + grant + "; see: hoist status"));
  }

  private Issued issue(Elevation elevation, Subject subject) {
    return switch (elevation) {
      case Elevation.Active active when active.grant().expiredAt(time.now()) ->
          refused(elevation, Authorizer.ended(active));
      case Elevation.Active active -> issue(active, subject);
      case Elevation.Approved e -> refused(elevation, preparing(elevation));
      case Elevation.Provisioning e -> refused(elevation, preparing(elevation));
      case Elevation.Revoking e -> refused(elevation, Authorizer.ended(e));
      case Elevation.Ended e -> refused(elevation, Authorizer.ended(e));
      case Elevation.Pending e ->
          refused(elevation, e.id() + " waits for approval; see: hoist request wait " + e.id());
      case Elevation.Terminal e ->
          refused(elevation, e.id() + " was not granted; see: hoist request show " + e.id());
    };
  }

  private static String preparing(Elevation elevation) {
    return elevation.request().target().name()
        + " is just being prepared; see: hoist request wait "
        + elevation.id();
  }

  private static Issued refused(Elevation elevation, String message) {
    return new Issued.Refused(elevation.id(), message);
  }

  private Issued issue(Elevation.Active active, Subject subject) {
    Request request = active.request();
    if (!registry.current(request.target().id(), request.role().id())) {
      return refused(
          active,
          "target or role of "
              + active.grant().id()
              + " was redefined; give it back with: hoist done "
              + active.grant().id()
              + ", and ask again");
    }
    Instant now = time.now();
    Secret token = Tokens.fresh();
    Instant expiresAt = now.plus(GOOD_FOR);
    var told = new AuditEntry.TokenIssued(now, active.grant().id(), subject, expiresAt);
    boolean kept =
        tokens.issue(Tokens.hash(token), active.grant().id(), subject.id(), now, expiresAt, told);
    if (!kept) {
      return refused(active, "too many unused tokens; try again in a minute");
    }
    wrote.run();
    return new Issued.Token(token, expiresAt, request.target(), active.grant().until());
  }
}
