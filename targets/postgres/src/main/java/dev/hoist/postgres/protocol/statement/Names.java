package dev.hoist.postgres.protocol.statement;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What names stand for on the target: prepared statements, or portals. A client may use a name
 * before the target has said whether it took it, so a name that was only proposed does not replace
 * what it stood for; were it otherwise, a Parse that is bound to fail would make the recording show
 * one statement while another runs (S18).
 */
public final class Names<T extends Names.Weighed> {
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

  private final LinkedHashMap<String, T> taken = new LinkedHashMap<>(16, 0.75f, true);
  private final ArrayDeque<Proposal<T>> proposals = new ArrayDeque<>();
  private long weight;

  public Proposal<T> propose(String name, T value, long group) {
    Proposal<T> proposal = new Proposal<>(name, value, group);
    proposals.add(proposal);
    return proposal;
  }

  /** The target took the oldest proposal. Returns what the name stood for until now. */
  public Optional<T> confirm(Proposal<T> proposal) {
    proposals.remove(proposal);
    weight += proposal.value().weight();
    return forget(taken.put(proposal.name(), proposal.value()));
  }

  /** The target did not take it. */
  public void reject(Proposal<T> proposal) {
    proposals.remove(proposal);
  }

  public Optional<T> close(String name) {
    return forget(taken.remove(name));
  }

  private Optional<T> forget(@org.jspecify.annotations.Nullable T gone) {
    if (gone != null) {
      weight -= gone.weight();
    }
    return Optional.ofNullable(gone);
  }

  /**
   * What a name can stand for in a message that is sent now, the likeliest first: more than one
   * only while the target has not said whether a newer one failed. Empty when the name is not
   * known.
   */
  public List<T> resolve(String name, long group) {
    List<T> candidates = new ArrayList<>(1);
    for (Iterator<Proposal<T>> newest = proposals.descendingIterator(); newest.hasNext(); ) {
      Proposal<T> proposal = newest.next();
      if (proposal.name().equals(name)) {
        candidates.add(proposal.value());
        if (proposal.group() == group) {
          return candidates;
        }
      }
    }
    Optional.ofNullable(taken.get(name)).ifPresent(candidates::add);
    return candidates;
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
}
