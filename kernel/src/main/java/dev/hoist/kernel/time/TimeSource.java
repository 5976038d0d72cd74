package dev.hoist.kernel.time;

import java.time.Instant;

/** Where the shell gets the time from; never goes back. Safe for any number of threads. */
@FunctionalInterface
public interface TimeSource {
  Instant now();
}
