package dev.hoist.gateway;

import java.time.Duration;

/**
 * When a session was last used, on the monotonic clock. Written on the session's loop, which costs
 * no more than two stores for what was read at once; read on any thread.
 */
final class Usage {
  private volatile long atNanos = System.nanoTime();
  private volatile boolean running;

  /**
   * Bytes came from the client or the target.
   *
   * @param busy whether something that the client asked for is still being done
   */
  void used(boolean busy) {
    atNanos = System.nanoTime(); // first: whoever sees that nothing runs sees since when
    running = busy;
  }

  boolean running() {
    return running;
  }

  Duration unused() {
    return running ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - atNanos);
  }
}
