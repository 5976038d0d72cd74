package dev.hoist.wire;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What follows a grant.
 *
 * @param told the principals who are told
 * @param reviewWithin how long after its end a review is due; empty when none is asked for
 * @param reviewBy the principals who may close the review
 */
public record AftercareView(
    List<String> told, Optional<Duration> reviewWithin, List<String> reviewBy) {
  public AftercareView {
    told = List.copyOf(told);
    reviewBy = List.copyOf(reviewBy);
  }
}
