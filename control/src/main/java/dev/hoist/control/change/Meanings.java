package dev.hoist.control.change;

import dev.hoist.control.policy.PolicyLog;
import dev.hoist.kernel.change.Proposal;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyLoader;
import dev.hoist.kernel.policy.diff.Comparison;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What changes of policy mean, computed from exactly the bytes that their digest covers. One at a
 * time, because it is work, and once, because nothing of it ever changes.
 */
public final class Meanings {
  private static final int MOST_KEPT = 32;

  private final PolicyLog log;
  private final PolicyLoader loader;
  private final Map<RequestId, Optional<Comparison>> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RequestId, Optional<Comparison>> eldest) {
          return size() > MOST_KEPT;
        }
      };

  public Meanings(PolicyLog log, PolicyLoader loader) {
    this.log = log;
    this.loader = loader;
  }

  /**
   * Compares what it is a change of with what it makes; empty when they cannot be compared.
   *
   * @param change with its files
   */
  public synchronized Optional<Comparison> of(StoredChange change) {
    Optional<Comparison> known = kept.get(change.id());
    if (known != null) {
      return known;
    }
    Proposal proposal = change.state().proposal();
    List<PolicyFile> base = log.files(proposal.base()).orElse(List.of());
    Optional<Comparison> found = loader.compare(base, change.files());
    found.ifPresent(comparison -> covered(proposal, comparison));
    kept.put(change.id(), found);
    return found;
  }

  private static void covered(Proposal proposal, Comparison comparison) {
    if (!comparison.before().equals(proposal.base())
        || !comparison.after().equals(proposal.proposed())) {
      throw new IllegalStateException(
          proposal.id() + ": the files in the store are not those that its digest covers");
    }
  }
}
