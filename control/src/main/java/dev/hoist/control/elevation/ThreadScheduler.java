package dev.hoist.control.elevation;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link Scheduler} on virtual threads, one for each piece of work. */
public final class ThreadScheduler implements Scheduler, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ThreadScheduler.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("engine-", 0).factory());
  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("engine-clock").factory());

  @Override
  public void soon(Runnable work) {
    try {
      var _ = threads.submit(() -> loudly(work));
    } catch (RejectedExecutionException e) {
      LOG.debug("closing: {} is left for the next start", work);
    }
  }

  @Override
  public void later(Duration delay, Runnable work) {
    try {
      var _ = clock.schedule(() -> soon(work), delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("closing: {} is left for the next start", work);
    }
  }

  private static void loudly(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      LOG.error("work of the engine failed", e);
      throw e;
    }
  }

  /** Takes no more work, and gives what runs a few seconds; the store keeps what is not done. */
  @Override
  public void close() {
    clock.shutdownNow();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
