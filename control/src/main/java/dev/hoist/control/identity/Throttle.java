package dev.hoist.control.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts attempts by key in windows of time. Holds a bounded number of keys; the one unused for
 * longest is forgotten first.
 */
public final class Throttle {
  private final int most;
  private final Duration window;
  private final LinkedHashMap<String, Count> counts;

  /**
   * @param most how many attempts a key has in a window
   * @param keys how many keys are remembered
   */
  public Throttle(int most, Duration window, int keys) {
    this.most = most;
    this.window = window;
    this.counts =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > keys;
          }
        };
  }

  /** What an attempt meets. */
  public enum Verdict {
    GO,
    /** The first that is too many in this window. */
    STOP,
    /** One more after that. */
    STILL
  }

  /** Counts one attempt. */
  public synchronized Verdict take(String key, Instant now) {
    Count count = counts.get(key);
    if (count == null || !now.isBefore(count.until)) {
      count = new Count(now.plus(window));
      counts.put(key, count);
    }
    count.taken++;
    if (count.taken <= most) {
      return Verdict.GO;
    }
    return count.taken == most + 1 ? Verdict.STOP : Verdict.STILL;
  }

  /** The attempt was a good one and does not count. */
  public synchronized void giveBack(String key) {
    Count count = counts.get(key);
    if (count != null && count.taken > 0) {
      count.taken--;
    }
  }

  private static final class Count {
    private final Instant until;
    private int taken;

    Count(Instant until) {
      this.until = until;
    }
  }
}
