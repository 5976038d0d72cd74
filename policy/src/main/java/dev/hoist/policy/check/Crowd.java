package dev.hoist.policy.check;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The people of a group, as far as they matter to a quorum.
 *
 * @param people at most {@value #ENOUGH} of them: whoever has so many can fill any quorum
 * @param open whether there may be more, whom only the identity provider knows
 */
record Crowd(Set<String> people, boolean open) {
  /** More than all rounds of a request can ask for, and the requester. */
  static final int ENOUGH = 200;

  static final Crowd ANYBODY = new Crowd(Set.of(), true);

  static Crowd of(Collection<String> people, Collection<Crowd> others, boolean open) {
    Set<String> all = new HashSet<>();
    boolean more = open;
    add(all, people);
    for (Crowd other : others) {
      add(all, other.people);
      more |= other.open;
    }
    return new Crowd(all, more);
  }

  private static void add(Set<String> all, Collection<String> people) {
    for (String person : people) {
      if (all.size() >= ENOUGH) {
        return;
      }
      all.add(person);
    }
  }

  boolean enough() {
    return open || people.size() >= ENOUGH;
  }

  Set<String> sorted() {
    return new TreeSet<>(people);
  }
}
