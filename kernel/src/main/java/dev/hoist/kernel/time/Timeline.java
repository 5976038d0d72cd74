package dev.hoist.kernel.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One line of time made of two clocks: the wall clock, which can be set, and a monotonic one, which
 * cannot. It passes at least as fast as either, so a wall clock that is set back lengthens no
 * grant; one that is set forward moves the line forward for good, which may end grants early and is
 * reported (S24).
 */
public final class Timeline {
  /** Smaller differences are how finely clocks are read and corrected, not somebody's doing. */
  static final Duration TOLERANCE = Duration.ofSeconds(2);

  private final long startNanos;

  /** What the wall clock said at {@code startNanos}, according to its most advanced reading. */
  private Instant start;

  private Instant reported;
  private Instant last;
  private Duration ahead;
  private Optional<Jump> jump = Optional.empty();

  /**
   * @param wall what the wall clock says
   * @param nanos what the monotonic clock says, in nanoseconds from anywhere
   * @param floor the latest time that an earlier run is known to have reached; the line starts no
   *     earlier
   */
  public Timeline(Instant wall, long nanos, Instant floor) {
    startNanos = nanos;
    start = later(wall, floor);
    reported = start;
    last = start;
    ahead = Duration.between(wall, start);
  }

  /** The time, given what both clocks say; never earlier than any time told before. */
  public synchronized Instant now(Instant wall, long nanos) {
    Duration elapsed = Duration.ofNanos(Math.max(0, nanos - startNanos));
    start = later(start, wall.minus(elapsed));
    last = later(last, start.plus(elapsed));
    ahead = Duration.between(wall, last);
    Duration gained = Duration.between(reported, start);
    if (gained.compareTo(TOLERANCE) > 0) {
      Duration untold = jump.map(Jump::by).orElse(Duration.ZERO);
      jump = Optional.of(new Jump(untold.plus(gained), last));
      reported = start;
    }
    return last;
  }

  /** How far the wall clock was set forward since this was last asked; each jump is told once. */
  public synchronized Optional<Jump> takeJump() {
    Optional<Jump> taken = jump;
    jump = Optional.empty();
    return taken;
  }

  /** How far this line was ahead of the wall clock when last asked: how far that was set back. */
  public synchronized Duration ahead() {
    return ahead;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
