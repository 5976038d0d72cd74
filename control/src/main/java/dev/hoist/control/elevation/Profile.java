package dev.hoist.control.elevation;

import dev.hoist.kernel.identity.Subject;
import java.util.Set;

/**
 * A subject as known now.
 *
 * @param enabled whether they may act at all
 * @param groups the groups that the identity provider (or the local user list) vouches for
 */
public record Profile(Subject subject, boolean enabled, Set<String> groups) {
  public Profile {
    groups = Set.copyOf(groups);
  }
}
