package dev.hoist.postgres.protocol.statement;

import dev.hoist.postgres.protocol.codec.SqlState;
import dev.hoist.postgres.protocol.codec.Violation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What names stand for on the target: prepared statements, or portals. A client may use a name
 * before the target has said whether it took it, so a name that was only proposed does not replace
 * what it stood for; were it otherwise, a Parse that is bound to fail would make the recording show
 * one statement while another runs (S18).
 */
public final class Names<T extends Names.Weighed> {
  /** A name that could stand for more things than this at once is refused. */
  static final int MOST_CANDIDATES = 4;

  /** Something that takes memory. */
  public interface Weighed {
    /** About how many bytes. */
    int weight();
  }

  /**
   * A name that a client gave in a message the target has not answered.
   *
   * @param group counts the Syncs before it: when it fails, the target skips to the next Sync
   */
  public record Proposal<T>(String name, T value, long group) {}

  /**
   * What a name can stand for in a message that is sent now.
   *
   * @param candidates the likeliest first; empty when the name is not known
   * @param sure whether it is the only candidate, or else the message is not executed at all; a
   *     name that SQL has given behind our back aside
   */
  public record Meaning<T>(List<T> candidates, boolean sure) {
    public Meaning {
      candidates = List.copyOf(candidates);
    }
  }

  private final long mostProposed;
  private final LinkedHashMap<String, T> taken = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<String, ArrayDeque<Proposal<T>>> proposals = new HashMap<>();
  private long weight;
  private long proposedWeight;

  /**
   * @param mostProposed the most that unanswered proposals may weigh; a single one may weigh more
   */
  public Names(long mostProposed) {
    this.mostProposed = mostProposed;
  }

  /**
   * @throws Violation when too much is waiting for the target's answer
   */
  public Proposal<T> propose(String name, T value, long group) {
    if (proposedWeight > 0 && proposedWeight + value.weight() > mostProposed) {
      throw new Violation(
          SqlState.LIMIT_EXCEEDED,
          "too large statements and values are waiting for the target's answer",
          "Wait for answers (Sync) now and then.");
    }
    Proposal<T> proposal = new Proposal<>(name, value, group);
    proposals.computeIfAbsent(name, missing -> new ArrayDeque<>(1)).add(proposal);
    proposedWeight += value.weight();
    return proposal;
  }

  /** The target took the oldest proposal. Returns what the name stood for until now. */
  public Optional<T> confirm(Proposal<T> proposal) {
    reject(proposal);
    weight += proposal.value().weight();
    return forget(taken.put(proposal.name(), proposal.value()));
  }

  /** The target did not take it, or not yet; it is answered. */
  public void reject(Proposal<T> proposal) {
    ArrayDeque<Proposal<T>> ofName = proposals.get(proposal.name());
    if (ofName != null && ofName.removeFirstOccurrence(proposal)) {
      proposedWeight -= proposal.value().weight();
      if (ofName.isEmpty()) {
        proposals.remove(proposal.name());
      }
    }
  }

  public Optional<T> close(String name) {
    return forget(taken.remove(name));
  }

  private Optional<T> forget(@Nullable T gone) {
    if (gone != null) {
      weight -= gone.weight();
    }
    return Optional.ofNullable(gone);
  }

  /**
   * More than one candidate only while the target has not said whether a newer one failed.
   *
   * @throws Violation when there are more than {@link #MOST_CANDIDATES}
   */
  public Meaning<T> resolve(String name, long group) {
    Optional<T> now = Optional.ofNullable(taken.get(name));
    ArrayDeque<Proposal<T>> ofName = proposals.get(name);
    if (ofName == null) {
      return new Meaning<>(now.stream().toList(), now.isPresent());
    }
    if (ofName.getLast().group() == group) {
      return new Meaning<>(List.of(ofName.getLast().value()), true);
    }
    if (ofName.size() + now.stream().count() > MOST_CANDIDATES) {
      throw new Violation(
          SqlState.LIMIT_EXCEEDED,
          "a name is used that could stand for more than " + MOST_CANDIDATES + " things by now",
          "Wait for answers (Sync) before a name is used again.");
    }
    List<T> candidates = new ArrayList<>();
    for (Iterator<Proposal<T>> newest = ofName.descendingIterator(); newest.hasNext(); ) {
      candidates.add(newest.next().value());
    }
    now.ifPresent(candidates::add);
    return new Meaning<>(candidates, false);
  }

  /** Takes out the least recently used while there is more than this. */
  public Optional<Map.Entry<String, T>> evict(int most, long mostWeight) {
    if (!exceeds(most, mostWeight)) {
      return Optional.empty();
    }
    Map.Entry<String, T> eldest = Map.Entry.copyOf(taken.firstEntry());
    close(eldest.getKey());
    return Optional.of(eldest);
  }

  public boolean exceeds(int most, long mostWeight) {
    return taken.size() > most || (taken.size() > 1 && weight > mostWeight);
  }

  public Collection<T> all() {
    return taken.values();
  }

  public void clear() {
    taken.clear();
    weight = 0;
  }

  /** Forgets all but one name. */
  public void clearExcept(String name) {
    Optional<T> kept = close(name);
    clear();
    kept.ifPresent(
        it -> {
          taken.put(name, it);
          weight = it.weight();
        });
  }
}
