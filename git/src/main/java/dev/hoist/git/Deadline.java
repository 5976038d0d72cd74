package dev.hoist.git;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends work that waits for others, also when each single wait of it is short. */
final class Deadline {
  private static final Duration GRACE = Duration.ofSeconds(5);

  private Deadline() {}

  /**
   * Does the work in a thread of its own, which is interrupted when time is up.
   *
   * @throws TimeoutException when it was not done in time
   * @throws ExecutionException around what the work threw
   */
  static <T> T within(Duration time, Callable<T> work)
      throws InterruptedException, ExecutionException, TimeoutException {
    var task = new FutureTask<T>(work);
    Thread thread = Thread.ofPlatform().daemon().name("policy from Git").start(task);
    try {
      return task.get(time.toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      task.cancel(true);
      // The next look uses the same folder.
      thread.join(GRACE);
    }
  }
}
