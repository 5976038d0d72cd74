package dev.hoist.kernel.policy;

import java.util.HashSet;
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

  /** Whether all of the other follows too. */
  public boolean covers(Aftercare other) {
    return told.containsAll(other.told) && (other.review.isEmpty() || other.review.equals(review));
  }

  /** Everybody is told whom either names; of two reviews, the other's. */
  public Aftercare and(Aftercare other) {
    Set<String> all = new HashSet<>(told);
    all.addAll(other.told);
    return new Aftercare(all, other.review.or(() -> review));
  }
}
