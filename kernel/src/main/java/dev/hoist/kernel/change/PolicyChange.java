package dev.hoist.kernel.change;

import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.identity.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where a change of policy is in its life. */
public sealed interface PolicyChange {
  Proposal proposal();

  List<Consent> consents();

  default RequestId id() {
    return proposal().id();
  }

  /** Waiting for the owners. */
  record Pending(Proposal proposal, List<Consent> consents) implements PolicyChange {
    public Pending {
      consents = List.copyOf(consents);
    }
  }

  /** In force; its files are about to be in the policy folder. */
  record Agreed(Proposal proposal, List<Consent> consents, Instant at) implements PolicyChange {
    public Agreed {
      consents = List.copyOf(consents);
    }
  }

  /** In force, and in the policy folder. */
  record Applied(Proposal proposal, List<Consent> consents, Instant at) implements PolicyChange {
    public Applied {
      consents = List.copyOf(consents);
    }
  }

  /**
   * Will never be in force.
   *
   * @param by who ended it; empty for time, and for another change that came first
   */
  record Dropped(Proposal proposal, Why why, Optional<Subject> by, String note, Instant at)
      implements PolicyChange {
    @Override
    public List<Consent> consents() {
      return List.of();
    }
  }

  /** Why a change was dropped. */
  enum Why {
    DENIED,
    WITHDRAWN,
    LAPSED,
    /** What it was a change of is no longer in force. */
    STALE
  }
}
