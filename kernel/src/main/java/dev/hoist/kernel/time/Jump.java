package dev.hoist.kernel.time;

import java.time.Duration;
import java.time.Instant;

/**
 * The wall clock was set forward while the process ran, or the machine slept.
 *
 * @param by how much further it went than time did
 * @param to what time it is since then
 */
public record Jump(Duration by, Instant to) {
  public Jump {
    if (!by.isPositive()) {
      throw new IllegalArgumentException("a jump goes forward");
    }
  }
}
