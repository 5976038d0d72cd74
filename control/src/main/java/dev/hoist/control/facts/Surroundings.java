package dev.hoist.control.facts;

import dev.hoist.kernel.policy.PolicySet;
import java.util.Set;

/**
 * Looks at the world. Thread-safe; takes seconds at worst, and never throws for what is unknown.
 */
public interface Surroundings {
  /** Nobody looks, so nothing is known. */
  Surroundings NONE = (policy, facts) -> Circumstances.UNSEEN;

  /**
   * @param policy says what its schedules are called at their sources
   * @param facts what is wanted, by the names of {@link dev.hoist.kernel.policy.Known}; what this
   *     does not know about is left out
   */
  Circumstances look(PolicySet policy, Set<String> facts);
}
