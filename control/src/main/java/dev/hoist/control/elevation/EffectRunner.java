package dev.hoist.control.elevation;

import dev.hoist.kernel.time.TimeSource;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes effects from the outbox and has them carried out: at least once, those of one elevation in
 * order, and no target so slow that others wait for it.
 */
final class EffectRunner {
  private static final Logger LOG = LoggerFactory.getLogger(EffectRunner.class);
  private static final int MOST = 48;
  private static final int MOST_PER_TARGET = 8;

  private final Store store;
  private final TimeSource time;
  private final Scheduler scheduler;
  private final String node;
  private final Effects effects;
  private final Wakeup wakeup;
  private final AlarmClock alarm;
  private final Map<String, Integer> running = new HashMap<>();

  /** Tasks whose fate could not be written because the store was away. */
  private final Queue<Task> unreturned = new ConcurrentLinkedQueue<>();

  EffectRunner(Store store, TimeSource time, Scheduler scheduler, String node, Effects effects) {
    this.store = store;
    this.time = time;
    this.scheduler = scheduler;
    this.node = node;
    this.effects = effects;
    wakeup = new Wakeup(scheduler, this::drain);
    alarm = new AlarmClock(scheduler, time, wakeup);
  }

  void signal() {
    wakeup.signal();
  }

  private void drain() {
    giveBack();
    Optional<Task> task = claim();
    while (task.isPresent()) {
      start(task.get());
      task = claim();
    }
    store.nextTask().filter(due -> due.isAfter(time.now())).ifPresent(alarm::by);
  }

  private Optional<Task> claim() {
    Set<String> busy;
    synchronized (running) {
      if (running.values().stream().mapToInt(Integer::intValue).sum() >= MOST) {
        return Optional.empty(); // whoever finishes signals again
      }
      busy =
          running.entrySet().stream()
              .filter(entry -> entry.getValue() >= MOST_PER_TARGET)
              .map(Map.Entry::getKey)
              .collect(Collectors.toSet());
    }
    Instant now = time.now();
    return store.claim(node, busy, now, now.plus(Retries.LEASE));
  }

  private void start(Task task) {
    synchronized (running) {
      running.merge(task.target(), 1, Integer::sum);
    }
    scheduler.soon(() -> run(task));
  }

  private void run(Task task) {
    try {
      effects.carryOut(task);
    } catch (RuntimeException e) {
      LOG.warn(
          "{} of {} will be tried again", Told.word(task.effect()), task.effect().request(), e);
      comeBack(task);
    } finally {
      synchronized (running) {
        running.computeIfPresent(task.target(), (target, n) -> n == 1 ? null : n - 1);
      }
      wakeup.signal();
    }
  }

  private void comeBack(Task task) {
    try {
      Instant now = time.now();
      Instant due = now.plus(Retries.revoke(task.attempt()));
      store.commit(
          Change.telling(now).ending(Optional.of(new Change.Fate.Again(task.number(), due))));
    } catch (RuntimeException e) {
      unreturned.add(task); // the lease is ours still, so that nobody else will
    }
  }

  private void giveBack() {
    for (Task task : List.copyOf(unreturned)) {
      unreturned.remove(task);
      comeBack(task);
    }
  }
}
