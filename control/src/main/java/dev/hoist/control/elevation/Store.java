package dev.hoist.control.elevation;

import dev.hoist.control.Page;
import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.identity.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where elevations, their effects and their audit entries are kept. Every call is one transaction,
 * durable when it returns. Thread-safe.
 */
public interface Store {
  /** A number that was never given before. */
  RequestId newRequest();

  /** A number for a {@link DecisionRecord}, never given before. */
  long newDecision();

  Optional<Stored> find(RequestId id);

  /** What a requester's idempotency key stands for. */
  Optional<KeyUse> keyUse(SubjectId requester, String key);

  Page<Stored> list(Query query);

  /**
   * Every elevation that is not in a terminal state, oldest first. One that cannot be read is left
   * out, loudly: it must not keep others from being ended.
   */
  List<Stored> live(Optional<SubjectId> holder, Optional<String> target);

  /**
   * State, effects, audit entries, decision and the fate of the task at hand, all or nothing.
   *
   * @return false when it was not written because the elevation is no longer at the version that
   *     the change was made for, or the idempotency key was taken meanwhile: look again
   */
  boolean commit(Change change);

  /** The earliest time after {@code then} at which time alone will move an elevation. */
  Optional<Instant> nextWake(Instant then);

  /**
   * Elevations that time has to move by {@code now}, by their numbers.
   *
   * @param after only those with a greater number; 0 for the first page
   */
  List<RequestId> due(Instant now, long after, int limit);

  /**
   * Leases the effect that is due longest. Effects of one elevation come strictly in order: one is
   * given out only when those before it are done. Only a cut does not wait for an extension, whose
   * target may be slow (S01).
   *
   * @param busy targets that are to get no more work now
   * @param leasedUntil when others may take it over because this node seems dead
   */
  Optional<Task> claim(String node, Set<String> busy, Instant now, Instant leasedUntil);

  /** When the next effect is due or its lease ends; empty when there is none to do. */
  Optional<Instant> nextTask();

  /** Gives back what an earlier run of this node had leased: it cannot be still at it. */
  void releaseLeases(String node);

  /** Effects enqueued before {@code then}, not done yet, and not {@link Change.Fate.Alarmed}. */
  List<Task> overdue(Instant then);

  /** Grants that a fresh login was announced for, once for each time that nothing came of it. */
  List<GrantId> untoldRenewals();

  /** Writes down how late it is. */
  void mark(Instant now);

  /** The latest time that was ever written down; no later run's clock starts before it (S24). */
  Instant latest();
}
