package dev.hoist.policy;

import dev.hoist.kernel.policy.PolicyProblem;
import dev.hoist.policy.check.CheckedSet;
import dev.hoist.policy.decide.Book;
import java.util.List;
import java.util.Optional;

/**
 * What came of reading files.
 *
 * @param bound what they say; empty when a problem is an error
 */
public record Reading(List<PolicyProblem> problems, Optional<Bound> bound) {
  public Reading {
    problems = List.copyOf(problems);
  }

  /** Good files: as parsed, and ready to decide. */
  public record Bound(CheckedSet set, Book book) {}
}
