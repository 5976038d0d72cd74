package dev.hoist.control.identity;

import dev.hoist.kernel.identity.Subject;
import java.time.Instant;

/**
 * Who presented a good token.
 *
 * @param user who it belongs to, as they are now
 * @param expiresAt when the login ends
 */
public record Bearer(User user, Instant expiresAt) {
  public Subject subject() {
    return user.subject();
  }

  public boolean admin() {
    return user.admin();
  }
}
