package dev.hoist.control.elevation;

import java.time.Duration;

/** Does things again and again, with a pause between the end of one and the begin of the next. */
public final class Repeating implements AutoCloseable {
  private final Scheduler scheduler;
  private volatile boolean closed;

  public Repeating(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  public void every(Duration pause, Runnable work) {
    scheduler.later(pause, () -> run(pause, work));
  }

  private void run(Duration pause, Runnable work) {
    if (closed) {
      return;
    }
    try {
      work.run();
    } finally {
      every(pause, work);
    }
  }

  /** Begins nothing again. */
  @Override
  public void close() {
    closed = true;
  }
}
