package dev.hoist.control.api;

import dev.hoist.control.identity.Bearer;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.identity.Subject;

/** Who calls, and the token they called with. */
public record Caller(Bearer bearer, Secret token) {
  public Subject subject() {
    return bearer.subject();
  }

  /**
   * Whether somebody else knows their password: then they may set one of their own, and no more.
   */
  public boolean held() {
    return bearer.user().held();
  }

  public boolean admin() {
    return bearer.admin();
  }
}
