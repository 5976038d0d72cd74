package dev.hoist.control.elevation;

import dev.hoist.kernel.identity.Subject;
import java.util.Set;

/**
 * A subject as known now.
 *
 * @param enabled whether they may act at all
 * @param held whether somebody else knows their password; then they neither ask nor decide (S10)
 * @param groups the groups that the identity provider (or the local user list) vouches for
 */
public record Profile(Subject subject, boolean enabled, boolean held, Set<String> groups) {
  public Profile {
    groups = Set.copyOf(groups);
  }

  public Profile(Subject subject, boolean enabled, Set<String> groups) {
    this(subject, enabled, false, groups);
  }

  /** Whether what is done under their name is theirs. */
  public boolean actsForItself() {
    return enabled && !held;
  }
}
