package dev.hoist.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs many tasks, one at a time, in an order that only the seed decides. A task keeps the baton
 * until it sleeps or ends; time stands still while it has it, and jumps to the next task that is
 * due when all sleep.
 */
final class Baton {
  /** The task's process has crashed; nothing catches this on its way out of the task. */
  static final class Crashed extends Error {
    private static final long serialVersionUID = 1L;

    Crashed() {
      super("crashed", null, false, false);
    }
  }

  private final Random random;
  private final Semaphore back = new Semaphore(0);
  private final List<Task> waiting = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();
  private long now;
  private long trace;
  private boolean over;
  private Task running = new Task(null, () -> {}, 0);

  Baton(Random random) {
    this.random = random;
  }

  /** A piece of work of a process; of the world around it when {@code process} is null. */
  private final class Task {
    private final @Nullable Life process;
    private final Semaphore go = new Semaphore(0);
    private final Runnable work;
    private long due;
    private boolean started;

    Task(@Nullable Life process, Runnable work, long due) {
      this.process = process;
      this.work = work;
      this.due = due;
    }

    boolean dead() {
      return over || (process != null && !process.alive());
    }

    void resume() {
      if (started) {
        go.release();
      } else {
        started = true;
        var _ = Thread.ofVirtual().start(this::live);
      }
      back.acquireUninterruptibly();
    }

    private void live() {
      try {
        work.run();
      } catch (Crashed e) {
        // its process is gone, and so is it
      } catch (RuntimeException | Error e) {
        failures.add(e);
      } finally {
        back.release();
      }
    }
  }

  /** Whether a process lives; its tasks die with it. */
  interface Life {
    boolean alive();
  }

  /** True time in milliseconds since the beginning. */
  long now() {
    return now;
  }

  Random random() {
    return random;
  }

  /** A number that differs as soon as anything happened in another order. */
  long trace() {
    return trace;
  }

  List<Throwable> failures() {
    return failures;
  }

  void start(@Nullable Life process, long delay, Runnable work) {
    waiting.add(new Task(process, work, now + delay));
  }

  /** Called by a task: others go on for so long. */
  void sleep(long millis) {
    Task me = running;
    me.due = now + millis;
    waiting.add(me);
    back.release();
    me.go.acquireUninterruptibly();
    if (me.dead()) {
      throw new Crashed();
    }
  }

  /** Called by a task where another may come between. */
  void pause() {
    if (random.nextInt(3) == 0) {
      sleep(random.nextInt(8) == 0 ? random.nextInt(40) : 0);
    }
  }

  /** Goes on until nothing is left to do, or until it is said to be enough. */
  void run(BooleanSupplier enough) {
    while (!waiting.isEmpty() && !enough.getAsBoolean()) {
      Task next = take();
      if (next.dead() && !next.started) {
        continue;
      }
      now = Math.max(now, next.due);
      trace = trace * 31 + now;
      running = next;
      next.resume();
    }
  }

  /** Lets every task that still sleeps end, so that no thread is left. */
  void finish() {
    over = true;
    while (!waiting.isEmpty()) {
      Task next = waiting.removeLast();
      if (next.started) {
        running = next;
        next.resume();
      }
    }
  }

  /** Among those that are due first, any. */
  private Task take() {
    long earliest = Long.MAX_VALUE;
    int count = 0;
    for (Task task : waiting) {
      if (task.due < earliest) {
        earliest = task.due;
        count = 0;
      }
      count += task.due == earliest ? 1 : 0;
    }
    int pick = count == 1 ? 0 : random.nextInt(count);
    for (int i = 0; i < waiting.size(); i++) {
      if (waiting.get(i).due == earliest && pick-- == 0) {
        return waiting.remove(i);
      }
    }
    throw new IllegalStateException("nothing was waiting");
  }
}
