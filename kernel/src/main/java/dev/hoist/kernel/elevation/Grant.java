package dev.hoist.kernel.elevation;

import dev.hoist.kernel.policy.Extension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A right with one absolute end, counted from the last approval. Only an extension that was allowed
 * moves it (S02).
 *
 * @param from when the last approval was given
 * @param granted the absolute expiry that it was granted with
 * @param extensions how it was made longer since, in order
 */
public record Grant(GrantId id, Instant from, Instant granted, List<Extended> extensions) {
  /**
   * Once that it was made longer.
   *
   * @param asked how much longer was asked for; empty means as much as policy allows
   * @param until the absolute expiry from then on
   */
  public record Extended(Optional<Duration> asked, Instant until) {}

  public Grant {
    extensions = List.copyOf(extensions);
    Instant end = granted;
    if (!end.isAfter(from)) {
      throw new IllegalArgumentException("a grant ends after it begins");
    }
    for (Extended extended : extensions) {
      if (!extended.until().isAfter(end)) {
        throw new IllegalArgumentException("an extended grant ends later than before");
      }
      end = extended.until();
    }
  }

  /** Never extended. */
  public Grant(GrantId id, Instant from, Instant granted) {
    this(id, from, granted, List.of());
  }

  /** The absolute expiry. */
  public Instant until() {
    return extensions.isEmpty() ? granted : extensions.getLast().until();
  }

  /** How long it was granted for, extensions left aside. */
  public Duration given() {
    return Duration.between(from, granted);
  }

  /** How long it lasts altogether. */
  public Duration length() {
    return Duration.between(from, until());
  }

  public boolean expiredAt(Instant now) {
    return !now.isBefore(until());
  }

  /** The same with a later end. */
  Grant extended(Optional<Duration> asked, Instant until) {
    List<Extended> all = new ArrayList<>(extensions);
    all.add(new Extended(asked, until));
    return new Grant(id, from, granted, all);
  }

  /** Whether it was not made longer than this allows. */
  boolean extendedWithin(Optional<Extension> most) {
    Instant before = granted;
    for (Extended extended : extensions) {
      Duration by = Duration.between(before, extended.until());
      if (most.filter(it -> by.compareTo(it.by()) <= 0).isEmpty()) {
        return false;
      }
      before = extended.until();
    }
    return most.map(it -> extensions.size() <= it.times()).orElse(extensions.isEmpty());
  }
}
