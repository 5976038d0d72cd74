package dev.hoist.policy.decide;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Rules in order, found by whom they are for: of many rules few name somebody's groups, and those
 * are all that has to be looked at. Few rules are simply gone through.
 */
final class Candidates<R> {
  private static final int FEW = 8;

  private final List<R> all;
  private final Map<String, BitSet> byPrincipal = new HashMap<>();
  private final BitSet forAnybody = new BitSet();

  Candidates(List<R> all, Function<R, Who> who) {
    this.all = List.copyOf(all);
    for (int i = 0; i < all.size() && all.size() > FEW; i++) {
      Who whom = who.apply(all.get(i));
      if (whom.everyone() || !whom.schedules().isEmpty()) {
        forAnybody.set(i);
      }
      for (String principal : whom.principals()) {
        byPrincipal.computeIfAbsent(principal, p -> new BitSet()).set(i);
      }
    }
  }

  /** Every rule, whomever it is for. */
  List<R> all() {
    return all;
  }

  /**
   * In order, every rule that could match; some that do not may be among them.
   *
   * @param standing what the subject stands for
   */
  List<R> of(Set<String> standing) {
    if (all.size() <= FEW) {
      return all;
    }
    BitSet found = (BitSet) forAnybody.clone();
    for (String principal : standing) {
      BitSet those = byPrincipal.get(principal);
      if (those != null) {
        found.or(those);
      }
    }
    List<R> candidates = new ArrayList<>(found.cardinality());
    for (int i = found.nextSetBit(0); i >= 0; i = found.nextSetBit(i + 1)) {
      candidates.add(all.get(i));
    }
    return candidates;
  }
}
