package dev.hoist.control.elevation;

import dev.hoist.kernel.time.Jump;
import dev.hoist.kernel.time.TimeSource;
import dev.hoist.kernel.time.Timeline;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** This machine's two clocks as one line of time; the one place that reads them. */
public final class SystemTime implements TimeSource {
  private final Clock wall = Clock.systemUTC();
  private final Timeline line;

  /**
   * @param floor the latest time that an earlier run is known to have reached (S24)
   */
  public SystemTime(Instant floor) {
    line = new Timeline(wall.instant(), System.nanoTime(), floor);
  }

  @Override
  public Instant now() {
    return line.now(wall.instant(), System.nanoTime());
  }

  /** How far the wall clock was set forward since this was last asked. */
  public Optional<Jump> takeJump() {
    return line.takeJump();
  }
}
