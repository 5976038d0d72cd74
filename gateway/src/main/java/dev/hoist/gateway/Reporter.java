package dev.hoist.gateway;

import dev.hoist.kernel.session.Authorized;
import dev.hoist.kernel.session.SessionEnd;
import dev.hoist.kernel.session.SessionId;
import dev.hoist.kernel.session.SessionJournal;
import dev.hoist.kernel.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports the end of each begun session once, again and again until it is taken. */
final class Reporter {
  private static final Logger log = LoggerFactory.getLogger(Gateway.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** The digest of a session of which not even a file could be made. */
  private static final String NOTHING = "0".repeat(64);

  private final SessionJournal journal;
  private final ExecutorService workers;
  private final TimeSource time;
  private final Phaser open = new Phaser(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  Reporter(SessionJournal journal, ExecutorService workers, TimeSource time) {
    this.journal = journal;
    this.workers = workers;
    this.time = time;
  }

  /** A session ended. */
  void ended(LiveSession it, String why, long bytesIn, long bytesOut) {
    SessionId session = it.pass().session();
    report(
        it.recording()::finish,
        digest ->
            new SessionEnd(session, why, it.statements(), bytesIn, bytesOut, digest, time.now()));
  }

  /** Nobody is there any more, or it cannot go on; what was begun is still reported. */
  void abandoned(Entry entry) {
    switch (entry) {
      case Entry.No _ -> {}
      case Entry.Yes it ->
          report(it.recording()::finish, digest -> empty(it.pass(), "nobody was waiting", digest));
      case Entry.Spoiled it ->
          report(() -> NOTHING, digest -> empty(it.pass(), it.message(), digest));
    }
  }

  private SessionEnd empty(Authorized pass, String why, String digest) {
    return new SessionEnd(pass.session(), why, 0, 0, 0, digest, time.now());
  }

  private void report(Supplier<String> digest, Function<String, SessionEnd> end) {
    open.register();
    try {
      workers.execute(() -> deliverAndLeave(digest, end));
    } catch (RejectedExecutionException e) {
      open.arriveAndDeregister(); // the gateway closed; the next start reports it
    }
  }

  private void deliverAndLeave(Supplier<String> digest, Function<String, SessionEnd> end) {
    try {
      deliver(end.apply(digest.get()));
    } finally {
      open.arriveAndDeregister();
    }
  }

  private void deliver(SessionEnd end) {
    Duration pause = FIRST_PAUSE;
    while (!accepted(end) && !stopsWithin(pause)) {
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
    }
  }

  private boolean accepted(SessionEnd end) {
    try {
      journal.ended(end);
      return true;
    } catch (RuntimeException e) {
      log.warn("the end of {} could not be reported; trying again", end.session(), e);
      return false;
    }
  }

  private boolean stopsWithin(Duration pause) {
    try {
      return stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /**
   * Waits until everything is reported, then gives up on the rest; the next start finds those
   * sessions begun and not ended.
   */
  void finish(Duration within) {
    try {
      open.awaitAdvanceInterruptibly(open.arrive(), within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      log.error("not all ends of sessions could be reported in {}", within);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stopped.countDown();
    }
  }
}
