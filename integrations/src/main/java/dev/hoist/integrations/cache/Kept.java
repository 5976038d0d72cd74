package dev.hoist.integrations.cache;

import dev.hoist.kernel.time.TimeSource;
import dev.hoist.spi.AttributeException;
import dev.hoist.spi.Observed;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** The last answer to one question, and the last failure to get a newer one. */
final class Kept<T> {
  /** A far end that fails is left alone for a while: it must not delay every decision. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  private final Freshness freshness;
  private final Duration bound;
  private final TimeSource time;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile Optional<Observed<T>> last = Optional.empty();
  private volatile Optional<Failure> failure = Optional.empty();

  private record Failure(String words, Instant until) {}

  Kept(Freshness freshness, Duration bound, TimeSource time) {
    this.freshness = freshness;
    this.bound = bound;
    this.time = time;
  }

  /** Asks the far end. */
  interface Asking<T> {
    T ask() throws AttributeException;
  }

  Observed<T> get(Asking<T> far) throws AttributeException {
    Optional<Observed<T>> fresh = kept(freshness.freshFor());
    if (fresh.isPresent()) {
      return fresh.get();
    }
    if (!turn()) {
      return stale("it has not answered yet");
    }
    try {
      // Whoever had the turn before may have brought an answer.
      Optional<Observed<T>> brought = kept(freshness.freshFor());
      return brought.isPresent() ? brought.get() : ask(far);
    } finally {
      asking.unlock();
    }
  }

  private boolean turn() throws AttributeException {
    try {
      return asking.tryLock(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AttributeException("it was not waited for", e);
    }
  }

  private Observed<T> ask(Asking<T> far) throws AttributeException {
    Instant begun = time.now();
    Optional<Failure> recent = failure.filter(f -> begun.isBefore(f.until()));
    if (recent.isPresent()) {
      return stale(recent.get().words());
    }
    try {
      var answer = new Observed<>(far.ask(), begun);
      last = Optional.of(answer);
      failure = Optional.empty();
      return answer;
    } catch (AttributeException e) {
      Duration pause = e.retryAfter().filter(after -> after.compareTo(PAUSE) > 0).orElse(PAUSE);
      Duration bounded = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
      failure = Optional.of(new Failure(e.words(), time.now().plus(bounded)));
      return stale(e.words());
    }
  }

  /** What is there and not too old, or the reason why there is nothing newer. */
  private Observed<T> stale(String why) throws AttributeException {
    Optional<Observed<T>> old = kept(freshness.staleAfter());
    if (old.isEmpty()) {
      throw new AttributeException(why);
    }
    return old.get();
  }

  private Optional<Observed<T>> kept(Duration oldest) {
    Instant now = time.now();
    return last.filter(answer -> !answer.at().plus(oldest).isBefore(now));
  }
}
