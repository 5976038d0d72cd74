package dev.hoist.policy.kinds;

import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.kernel.target.TargetDefinition;
import java.util.List;
import java.util.Set;

/**
 * What kinds of target know about their own definitions. Policy carries addresses and privileges
 * without understanding them; this is whom it asks, so that a bad one is told at its place in the
 * file. Thread-safe.
 */
public interface KindChecks {
  /** The kinds there are; empty when that is not known, and then any kind is taken. */
  Set<String> kinds();

  /** What is wrong with a target; asked only for a kind of {@link #kinds}. */
  List<KindProblem> target(TargetDefinition target);

  /** What is wrong with a role on a target of a kind; asked only for a kind of {@link #kinds}. */
  List<KindProblem> role(String kind, RoleDefinition role);

  /**
   * @param key the key concerned: {@code address}, {@code grants}; empty for the whole entry
   * @param index the place in the key's list, from 0; -1 for the key itself
   */
  record KindProblem(String key, int index, String message) {}

  /** Knows no kind, and so finds nothing: for checks far from a server. */
  static KindChecks none() {
    return new KindChecks() {
      @Override
      public Set<String> kinds() {
        return Set.of();
      }

      @Override
      public List<KindProblem> target(TargetDefinition target) {
        return List.of();
      }

      @Override
      public List<KindProblem> role(String kind, RoleDefinition role) {
        return List.of();
      }
    };
  }
}
