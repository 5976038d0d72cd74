package dev.hoist.kernel.session;

import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.Lifecycle;
import java.time.Instant;
import java.util.Optional;

/** Decides who may open a session. Unknown, unsure or unreachable means no. */
public final class Authorizer {
  private final AccessDesk desk;

  public Authorizer(AccessDesk desk) {
    this.desk = desk;
  }

  /** Checks the token, then everything it stands for. May block; never throws for a bad client. */
  public Authorization authorize(Hello hello, Instant now) {
    Optional<Access> redeemed = desk.redeem(hello.token(), now);
    if (redeemed.isEmpty()) {
      return refuse(
          hello,
          "this access token is unknown, used or too old; connect again with: hoist psql "
              + plain(hello.target()),
          now);
    }
    Access access = redeemed.get();
    return switch (access.elevation()) {
      case Elevation.Active active -> check(hello, access, active, now);
      case Elevation.Revoking gone -> refuse(hello, ended(gone), now);
      case Elevation.Ended gone -> refuse(hello, ended(gone), now);
      case Elevation other ->
          refuse(
              hello,
              "request " + other.id() + " is not active; see: hoist request show " + other.id(),
              now);
    };
  }

  private Authorization check(Hello hello, Access access, Elevation.Active active, Instant now) {
    if (!access.subjectEnabled()) {
      return refuse(hello, access.subject().name() + " is disabled; ask an administrator", now);
    }
    if (!active.request().requester().id().equals(access.subject().id())) {
      return refuse(hello, "this access token belongs to someone else's grant", now);
    }
    if (active.grant().expiredAt(now)) {
      return refuse(hello, ended(active), now);
    }
    if (!access.bindingCurrent()) {
      return refuse(
          hello,
          "target or role of "
              + active.grant().id()
              + " was redefined since it was granted;"
              + " ask again with: "
              + Lifecycle.askAgain(active),
          now);
    }
    String target = active.request().target().name();
    if (!hello.target().equals(target) || !hello.user().equals(access.subject().name())) {
      return refuse(
          hello,
          "this access token is for user "
              + access.subject().name()
              + " on database "
              + target
              + "; connect with: hoist psql "
              + target,
          now);
    }
    Optional<Login> login = desk.login(access);
    if (login.isEmpty()) {
      return refuse(hello, "target " + target + " cannot be prepared now; try again shortly", now);
    }
    SessionId session = desk.begin(access, hello, now);
    return new Authorization.Granted(
        new Authorized(session, access.subject(), active, login.get()));
  }

  /** A name that came from outside is repeated, and written down, only when it looks like one. */
  private static String plain(String name) {
    return name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}") ? name : "TARGET";
  }

  private Authorization refuse(Hello hello, String why, Instant now) {
    desk.refused(hello, why, now);
    return new Authorization.Refused(why);
  }

  /**
   * What someone whose grant is over is told; psql reconnects by itself, so it is said again and
   * again.
   */
  public static String ended(Elevation.Granted gone) {
    return "grant "
        + gone.grant().id()
        + " on "
        + gone.request().target().name()
        + " ended; ask again with: "
        + Lifecycle.askAgain(gone);
  }
}
