package dev.hoist.gateway;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells a session that its grant lies unused and will end. Looks again only when the next warning
 * could be due, so that use itself costs nothing here. Confined to its loop.
 */
final class IdleWarning {
  /** How often to look once everything was said and the grant is still there. */
  private static final Duration AFTERWARDS = Duration.ofSeconds(1);

  /** Two looks at the same end differ by how long a look takes. */
  private static final Duration TOLERANCE = Duration.ofMillis(50);

  private final EventLoop loop;
  private final List<Duration> warnings;
  private final Supplier<Duration> left;
  private final Consumer<Duration> warn;
  private @Nullable ScheduledFuture<?> next;
  private @Nullable Duration said;

  /** The end that {@link #said} was about. */
  private long endNanos;

  /**
   * @param warnings how long before the end to say so; those that are not shorter than the time
   *     itself are not said
   * @param left how long until the end, if nothing is done until then
   * @param warn says how long is left
   */
  IdleWarning(
      EventLoop loop,
      Duration idle,
      List<Duration> warnings,
      Supplier<Duration> left,
      Consumer<Duration> warn) {
    this.loop = loop;
    this.warnings = warnings.stream().filter(before -> before.compareTo(idle) < 0).toList();
    this.left = left;
    this.warn = warn;
  }

  void start() {
    lookAgain(left.get());
  }

  void stop() {
    if (next != null) {
      next.cancel(false);
    }
  }

  private void look() {
    Duration now = left.get();
    if (usedSince(now)) {
      said = null;
    }
    Duration due = due(now);
    if (due != null && now.isPositive() && (said == null || due.compareTo(said) < 0)) {
      warn.accept(due);
    }
    said = due;
    lookAgain(now);
  }

  private boolean usedSince(Duration now) {
    long before = endNanos;
    endNanos = System.nanoTime() + now.toNanos();
    return endNanos - before > TOLERANCE.toNanos();
  }

  /** The shortest warning whose time has come. */
  private @Nullable Duration due(Duration now) {
    return warnings.stream()
        .filter(before -> before.compareTo(now) >= 0)
        .min(Duration::compareTo)
        .orElse(null);
  }

  private void lookAgain(Duration now) {
    Duration wait =
        warnings.stream()
            .filter(before -> before.compareTo(now) < 0)
            .max(Duration::compareTo)
            .map(now::minus)
            .orElse(AFTERWARDS);
    next = loop.schedule(this::look, wait.toNanos(), TimeUnit.NANOSECONDS);
  }
}
