package dev.hoist.kernel.inventory;

import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyHash;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All registered targets, as one file says it. Immutable.
 *
 * @param hash of the file; {@link #EMPTY} has one that no file has
 * @param byName sorted
 */
public record Inventory(PolicyFile file, PolicyHash hash, Map<String, Registered> byName) {
  /** Nothing is registered. */
  public static final Inventory EMPTY =
      new Inventory(new PolicyFile("", ""), new PolicyHash("0".repeat(64)), Map.of());

  public Inventory {
    byName = Collections.unmodifiableMap(new TreeMap<>(byName));
  }

  /**
   * @param targets no two of one name
   */
  public static Inventory of(PolicyFile file, PolicyHash hash, List<Registered> targets) {
    return new Inventory(
        file,
        hash,
        targets.stream().collect(Collectors.toMap(Registered::name, Function.identity())));
  }

  public Optional<Registered> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Sorted by name. */
  public Collection<Registered> targets() {
    return byName.values();
  }

  /** What became of it, by names, each list sorted. */
  public record Change(List<String> added, List<String> removed, List<String> changed) {
    public Change {
      added = List.copyOf(added);
      removed = List.copyOf(removed);
      changed = List.copyOf(changed);
    }

    /** Whether only what surrounds the targets is different: comments, order, spelling. */
    public boolean isNone() {
      return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
    }
  }

  /** What is different from an older one. */
  public Change since(Inventory older) {
    return new Change(
        without(byName, older.byName),
        without(older.byName, byName),
        byName.values().stream()
            .filter(now -> older.find(now.name()).filter(was -> !was.sameAs(now)).isPresent())
            .map(Registered::name)
            .toList());
  }

  private static List<String> without(
      Map<String, Registered> these, Map<String, Registered> those) {
    var left = new TreeSet<>(these.keySet());
    left.removeAll(those.keySet());
    return List.copyOf(left);
  }
}
