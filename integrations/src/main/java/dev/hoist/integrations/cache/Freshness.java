package dev.hoist.integrations.cache;

import java.time.Duration;

/**
 * How long answers are good for.
 *
 * @param freshFor the age up to which the far end is not asked again
 * @param staleAfter the age up to which an answer is given when the far end gives no newer one
 */
public record Freshness(Duration freshFor, Duration staleAfter) {
  public static final Freshness USUAL =
      new Freshness(Duration.ofSeconds(30), Duration.ofMinutes(5));

  public Freshness {
    if (freshFor.isNegative() || staleAfter.compareTo(freshFor) < 0) {
      throw new IllegalArgumentException("an answer is fresh before it is stale");
    }
  }
}
