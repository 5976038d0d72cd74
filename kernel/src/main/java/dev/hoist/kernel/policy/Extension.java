package dev.hoist.kernel.policy;

import java.time.Duration;

/**
 * How a grant may be made longer.
 *
 * @param by how much at a time
 * @param times how often, at least once
 */
public record Extension(Duration by, int times) {
  public Extension {
    if (!by.isPositive() || times < 1) {
      throw new IllegalArgumentException("an extension adds something, at least once");
    }
  }

  Extension and(Extension other) {
    Duration shorter = by.compareTo(other.by) <= 0 ? by : other.by;
    return new Extension(shorter, Math.min(times, other.times));
  }
}
