package dev.hoist.kernel.session;

import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.Grant;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.target.Role;
import dev.hoist.kernel.target.Target;

/**
 * Proof that one session may be opened. Only the {@link Authorizer} can make one, and nothing dials
 * a target without one.
 */
public final class Authorized {
  private final SessionId session;
  private final Subject subject;
  private final Elevation.Active elevation;
  private final Login login;

  Authorized(SessionId session, Subject subject, Elevation.Active elevation, Login login) {
    this.session = session;
    this.subject = subject;
    this.elevation = elevation;
    this.login = login;
  }

  public SessionId session() {
    return session;
  }

  public Subject subject() {
    return subject;
  }

  /** The grant whose absolute expiry is this session's deadline (S02). */
  public Grant grant() {
    return elevation.grant();
  }

  /** The elevation as it was when the session was let in; its grant may be extended since. */
  public Elevation.Active elevation() {
    return elevation;
  }

  public Target target() {
    return elevation.request().target();
  }

  public Role role() {
    return elevation.request().role();
  }

  public Login login() {
    return login;
  }

  @Override
  public String toString() {
    return session + " of " + subject.name() + " under " + grant().id();
  }
}
