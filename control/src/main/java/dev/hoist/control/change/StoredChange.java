package dev.hoist.control.change;

import dev.hoist.kernel.change.PolicyChange;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.policy.PolicyFile;
import java.util.List;

/**
 * A change of policy as stored.
 *
 * @param files the whole set that it makes
 */
public record StoredChange(PolicyChange state, long version, List<PolicyFile> files) {
  public StoredChange {
    files = List.copyOf(files);
  }

  public RequestId id() {
    return state.id();
  }
}
