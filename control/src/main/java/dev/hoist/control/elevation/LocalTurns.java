package dev.hoist.control.elevation;

import dev.hoist.kernel.elevation.GrantId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** {@link Turns} within one process: a lock for each grant that someone wants, and no other. */
public final class LocalTurns implements Turns {
  private final Map<GrantId, Queue> queues = new ConcurrentHashMap<>();

  private record Queue(ReentrantLock lock, int wanted) {}

  @Override
  public <T> T take(GrantId grant, Supplier<T> work) {
    ReentrantLock lock = join(grant);
    try {
      lock.lock();
      try {
        return work.get();
      } finally {
        lock.unlock();
      }
    } finally {
      leave(grant);
    }
  }

  private ReentrantLock join(GrantId grant) {
    Queue queue = queues.merge(grant, new Queue(new ReentrantLock(), 1), (a, b) -> more(a, 1));
    return queue.lock();
  }

  private void leave(GrantId grant) {
    queues.computeIfPresent(grant, (g, queue) -> queue.wanted() == 1 ? null : more(queue, -1));
  }

  private static Queue more(Queue queue, int by) {
    return new Queue(queue.lock(), queue.wanted() + by);
  }
}
