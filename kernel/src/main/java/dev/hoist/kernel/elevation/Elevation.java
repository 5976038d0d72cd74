package dev.hoist.kernel.elevation;

import dev.hoist.kernel.policy.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where one elevation is in its life. Terminal states absorb every event (S13). */
public sealed interface Elevation {
  Request request();

  /** Who agreed to it so far, or before it was over. */
  List<Approval> approvals();

  default RequestId id() {
    return request().id();
  }

  /** When time alone will move this state; empty when it never does. */
  default Optional<Instant> wakesAt() {
    return Optional.empty();
  }

  /** A state from which nothing leads on. */
  sealed interface Terminal extends Elevation {}

  /** A state in which the right may exist on the target. */
  sealed interface Granted extends Elevation {
    Grant grant();
  }

  /**
   * Waiting for approvals.
   *
   * @param stage the open round, from 0
   * @param openedAt when the open round opened
   * @param lapsesAt when the open round closes
   */
  record Pending(
      Request request, int stage, List<Approval> approvals, Instant openedAt, Instant lapsesAt)
      implements Elevation {
    public Pending {
      approvals = List.copyOf(approvals);
      if (stage < 0 || stage >= request.terms().stages().size()) {
        throw new IllegalArgumentException(request.id() + " has no round " + stage);
      }
    }

    public Stage open() {
      return request.terms().stages().get(stage);
    }

    /** How many more people the open round needs. */
    public int missing() {
      return open().count() - (int) approvals.stream().filter(a -> a.stage() == stage).count();
    }

    @Override
    public Optional<Instant> wakesAt() {
      return Optional.of(lapsesAt);
    }
  }

  /**
   * Everyone agreed; the last check of everyone's rights is due before the target is touched (S14).
   */
  record Approved(Request request, List<Approval> approvals, Grant grant) implements Granted {
    public Approved {
      approvals = List.copyOf(approvals);
    }

    @Override
    public Optional<Instant> wakesAt() {
      return Optional.of(grant.until());
    }
  }

  /** The privilege is being made on the target; from here on it may exist there (S04). */
  record Provisioning(Request request, List<Approval> approvals, Grant grant) implements Granted {
    public Provisioning {
      approvals = List.copyOf(approvals);
    }

    @Override
    public Optional<Instant> wakesAt() {
      return Optional.of(grant.until());
    }
  }

  /** The privilege exists, sessions may be opened. */
  record Active(Request request, List<Approval> approvals, Grant grant) implements Granted {
    public Active {
      approvals = List.copyOf(approvals);
    }

    /** Whether its holder may have more time, as far as the grant itself tells. */
    public boolean extendable(Instant now) {
      return Extending.possible(this, now);
    }

    /**
     * When it ends unless it is used before; empty when it may lie unused.
     *
     * @param since when it was last used, or became active
     */
    public Optional<Instant> unusedUntil(Instant since) {
      return request.terms().limits().idle().map(since::plus);
    }

    @Override
    public Optional<Instant> wakesAt() {
      return Optional.of(grant.until());
    }
  }

  /**
   * Being taken back, for as long as it takes.
   *
   * @param debt why the last attempt did not prove absence; empty before the first
   */
  record Revoking(
      Request request, List<Approval> approvals, Grant grant, End end, Optional<String> debt)
      implements Granted {
    public Revoking {
      approvals = List.copyOf(approvals);
    }
  }

  /** Taken back and proved absent by reading the target (S05). */
  record Ended(Request request, List<Approval> approvals, Grant grant, End end, Instant provedAt)
      implements Granted, Terminal {
    public Ended {
      approvals = List.copyOf(approvals);
    }
  }

  /** Refused by a person, or by a policy that changed while it waited ({@code by} empty). */
  record Denied(
      Request request, List<Approval> approvals, Optional<Approver> by, String note, Instant at)
      implements Terminal {
    public Denied {
      approvals = List.copyOf(approvals);
    }
  }

  /** Taken back by who asked, before it was granted. */
  record Withdrawn(Request request, List<Approval> approvals, Instant at) implements Terminal {
    public Withdrawn {
      approvals = List.copyOf(approvals);
    }
  }

  /** Nobody decided in time. */
  record Lapsed(Request request, List<Approval> approvals, Instant at) implements Terminal {
    public Lapsed {
      approvals = List.copyOf(approvals);
    }
  }

  /** Could not be granted, and the target was never touched. */
  record Failed(Request request, List<Approval> approvals, String why, Instant at)
      implements Terminal {
    public Failed {
      approvals = List.copyOf(approvals);
    }
  }
}
