package dev.hoist.control.elevation;

import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a piece of work soon after each signal, never twice at once. Signals that arrive while it
 * runs are answered by one more run, so none is lost and a thousand cost no more than two.
 */
public final class Wakeup {
  private static final Logger LOG = LoggerFactory.getLogger(Wakeup.class);

  private final Scheduler scheduler;
  private final Runnable work;
  private final AtomicInteger signals = new AtomicInteger();

  public Wakeup(Scheduler scheduler, Runnable work) {
    this.scheduler = scheduler;
    this.work = work;
  }

  public void signal() {
    if (signals.getAndIncrement() == 0) {
      scheduler.soon(this::run);
    }
  }

  private void run() {
    int seen = signals.get();
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warn("will try again at the next signal", e);
    }
    if (signals.addAndGet(-seen) != 0) {
      scheduler.soon(this::run);
    }
  }
}
