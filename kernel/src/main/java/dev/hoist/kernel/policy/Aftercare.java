package dev.hoist.kernel.policy;

import java.util.Optional;
import java.util.Set;

/**
 * What follows a grant.
 *
 * @param told the principals who are told
 * @param review the review that someone else must close (S27)
 */
public record Aftercare(Set<String> told, Optional<Review> review) {
  public static final Aftercare NONE = new Aftercare(Set.of(), Optional.empty());

  public Aftercare {
    told = Set.copyOf(told);
  }
}
