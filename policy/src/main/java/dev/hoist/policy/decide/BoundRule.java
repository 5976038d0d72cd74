package dev.hoist.policy.decide;

import dev.hoist.kernel.policy.Terms;
import java.util.Collections;
import java.util.Set;

/** A rule, ready to decide. */
sealed interface BoundRule {
  String name();

  /** The principals it is for; empty means everyone. */
  Set<String> who();

  /** Whether it is for somebody of this standing. */
  default boolean isFor(Set<String> standing) {
    return who().isEmpty() || !Collections.disjoint(who(), standing);
  }

  /** A rule that denies. */
  record Denying(String name, Set<String> who, String message) implements BoundRule {}

  /** A rule that allows. */
  record Allowing(String name, Set<String> who, Terms terms, boolean reasonRequired)
      implements BoundRule {}
}
