package dev.hoist.control.elevation;

import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.RequestId;
import java.time.Instant;

/**
 * An elevation as committed.
 *
 * @param version counts its changes from 1; compare-and-set goes by it
 * @param changedAt when it was last changed
 */
public record Stored(Elevation elevation, long version, Instant changedAt) {
  public RequestId id() {
    return elevation.id();
  }
}
