package dev.hoist.control.elevation;

import dev.hoist.control.audit.AuditEntry;
import dev.hoist.kernel.elevation.Effect;
import dev.hoist.kernel.elevation.Elevation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one transaction writes.
 *
 * @param move the elevation's new state; empty when only the rest is written
 * @param effects to be carried out afterwards, in order
 * @param entries for the audit log, in order
 * @param decision what policy said, when it was asked for this change
 * @param key the idempotency key that this change uses
 * @param fate what becomes of the effect that led to this change
 */
public record Change(
    Instant at,
    Optional<Move> move,
    List<Effect> effects,
    List<AuditEntry> entries,
    Optional<DecisionRecord> decision,
    Optional<KeyUse> key,
    Optional<Fate> fate) {
  public Change {
    effects = List.copyOf(effects);
    entries = List.copyOf(entries);
  }

  /**
   * @param expected the version it was at; 0 when it is new
   */
  public record Move(long expected, Elevation next) {}

  /** What becomes of a claimed effect. */
  public sealed interface Fate {
    long task();

    /** It is done and never comes back. */
    record Done(long task) implements Fate {}

    /** It comes back at {@code due}. */
    record Again(long task, Instant due) implements Fate {}

    /** It goes on, but someone was told that it takes too long. */
    record Alarmed(long task) implements Fate {}
  }

  /** Only entries. */
  static Change telling(Instant at, AuditEntry... entries) {
    return new Change(
        at,
        Optional.empty(),
        List.of(),
        List.of(entries),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static Change moving(Instant at, Move move, List<Effect> effects, List<AuditEntry> entries) {
    return new Change(
        at,
        Optional.of(move),
        effects,
        entries,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  Change deciding(Optional<DecisionRecord> record) {
    return new Change(at, move, effects, entries, record, key, fate);
  }

  Change using(Optional<KeyUse> use) {
    return new Change(at, move, effects, entries, decision, use, fate);
  }

  Change ending(Optional<Fate> what) {
    return new Change(at, move, effects, entries, decision, key, what);
  }

  /** The same with more entries before its own. */
  Change after(List<AuditEntry> first) {
    var all = new ArrayList<>(first);
    all.addAll(entries);
    return new Change(at, move, effects, all, decision, key, fate);
  }
}
