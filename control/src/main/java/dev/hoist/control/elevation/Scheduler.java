package dev.hoist.control.elevation;

import java.time.Duration;

/** Where the engine's work runs; it starts no thread of its own. Work may block. */
public interface Scheduler {
  /** Runs work once, soon, on another thread. */
  void soon(Runnable work);

  /** Runs work once, after at least {@code delay}. */
  void later(Duration delay, Runnable work);
}
