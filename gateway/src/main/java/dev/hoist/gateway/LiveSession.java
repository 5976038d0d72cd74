package dev.hoist.gateway;

import dev.hoist.gateway.recording.Recording;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.EndCause;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.session.Authorized;
import dev.hoist.spi.Recorded;
import dev.hoist.spi.RecordingException;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that was let in: its proof, deadline, recording and way to the target. Confined to
 * its loop, save where it is said otherwise.
 */
final class LiveSession {
  private static final Logger log = LoggerFactory.getLogger(Gateway.class);

  private final Connection connection;
  private final Services services;
  private final Entry.Yes entry;
  private final TargetSide target;
  private final EventLoop loop;
  private final List<ScheduledFuture<?>> timers = new ArrayList<>();
  private final Usage usage = new Usage();
  private final Optional<IdleWarning> idleWarning;
  private volatile Deadline deadline;
  private volatile boolean fenced;
  private Elevation.Active elevation;
  private boolean unrecorded;
  private long statements;

  LiveSession(Connection connection, Services services, Entry.Yes entry) {
    this.connection = connection;
    this.services = services;
    this.entry = entry;
    this.loop = connection.loop();
    this.target = new TargetSide(connection, services, entry.endpoint());
    this.deadline = entry.deadline();
    this.elevation = pass().elevation();
    this.idleWarning = elevation.request().terms().limits().idle().map(this::idleWarning);
  }

  private IdleWarning idleWarning(Duration idle) {
    return new IdleWarning(
        loop,
        idle,
        services.timeouts().warnings(),
        () -> idle.minus(services.usages().unused(pass().grant().id()).orElse(Duration.ZERO)),
        left ->
            connection.runAndFlush(
                protocol -> protocol.warn(Words.endsUnused(left), Words.useIt(pass()))));
  }

  /** Bytes came from either side. */
  void used(boolean running) {
    if (idleWarning.isPresent()) {
      usage.used(running);
    }
  }

  /** How long nothing was done here. Any thread. */
  Duration unused() {
    return usage.unused();
  }

  Authorized pass() {
    return entry.pass();
  }

  Endpoint endpoint() {
    return entry.endpoint();
  }

  TargetSide target() {
    return target;
  }

  Recording recording() {
    return entry.recording();
  }

  long statements() {
    return statements;
  }

  /** Whether the grant's time is over. Any thread. */
  boolean expired() {
    return deadline.passed();
  }

  void begin() {
    startTimers();
    idleWarning.ifPresent(IdleWarning::start);
  }

  private void startTimers() {
    Duration left = deadline.left();
    schedule(this::expire, left);
    for (Duration before : services.timeouts().warnings()) {
      if (left.compareTo(before) > 0) {
        schedule(() -> warn(before), left.minus(before));
      }
    }
  }

  private void stopTimers() {
    timers.forEach(timer -> timer.cancel(false));
    timers.clear();
  }

  /**
   * Its grant was extended: from here on it has the later deadline, and is warned again before
   * that. Whatever is not later than what is known is old.
   */
  void extend(Elevation.Active extended) {
    if (extended.grant().until().isAfter(elevation.grant().until())) {
      deadline = deadline.extended(extended.grant());
      elevation = extended;
      usage.used(usage.running());
      if (!timers.isEmpty()) {
        stopTimers();
        startTimers();
      }
    }
  }

  /** Is extended on its loop. Any thread. */
  void extendSoon(Elevation.Active extended) {
    try {
      loop.execute(() -> extend(extended));
    } catch (RejectedExecutionException e) {
      return; // the gateway closed, and the session with it
    }
  }

  private void schedule(Runnable task, Duration after) {
    timers.add(loop.schedule(task, after.toNanos(), TimeUnit.NANOSECONDS));
  }

  private void warn(Duration left) {
    String hint =
        elevation.extendable(deadline.now()) ? Words.extend(pass()) : Words.askAgain(pass());
    connection.runAndFlush(protocol -> protocol.warn(Words.endsIn(left), hint));
  }

  void expire() {
    var _ = connection.cut(Words.ended(pass(), EndCause.EXPIRED), Words.askAgain(pass()));
  }

  /** Expires on its loop. Any thread. */
  void expireSoon() {
    try {
      loop.execute(
          () -> {
            if (expired()) { // it may be extended meanwhile
              expire();
            }
          });
    } catch (RejectedExecutionException e) {
      return; // the gateway closed, and the session with it
    }
  }

  /** Another connection asks to cancel what runs. Any thread. */
  void cancelSoon() {
    loop.execute(() -> connection.runAndFlush(protocol -> protocol.cancel()));
  }

  /**
   * Cuts from any thread. From here on nothing is handed to the target; when the answer is there,
   * nothing is under way either. The answer is whether this call ended the session.
   */
  CompletableFuture<Boolean> cutSoon(String message, String hint) {
    fenced = true;
    var done = new CompletableFuture<Boolean>();
    try {
      loop.execute(
          () -> {
            boolean ended = connection.cut(message, hint);
            target.whenClosed(() -> done.complete(ended));
          });
    } catch (RejectedExecutionException e) {
      done.complete(false); // the gateway closed, and the session with it
    }
    return done;
  }

  /** Nothing goes to the target any more, not even what is under way. */
  void fence() {
    fenced = true;
    target.drop();
  }

  /** As {@link #fence}, and what happens from here on is not recorded, because it cannot be. */
  void fenceUnrecorded() {
    unrecorded = true;
    fence();
  }

  void toTarget(ByteBuffer bytes) {
    if (!fenced) {
      target.add(bytes);
      if (target.pending() >= Outlet.BATCH_BYTES) {
        forward();
      }
    }
  }

  void secureTarget() {
    forward();
    target.secure();
  }

  /** Recorded first, forwarded then (S20). */
  void forward() {
    if (target.pending() > 0 && !fenced) {
      recording().flush();
      target.write();
    }
  }

  void record(Recorded entry) {
    if (unrecorded) {
      return;
    }
    if (entry instanceof Recorded.Statement) {
      statements++;
    }
    try {
      recording().add(entry);
    } catch (RecordingException e) {
      if (!e.isFull()) {
        log.error("{} cannot be recorded any more", pass(), e);
      }
      throw e;
    }
  }

  void register(Secret key) {
    services.sessions().register(key, this);
  }

  private void gone() {
    if (idleWarning.isPresent()) {
      services.usages().left(pass().grant().id(), unused());
    }
    services.sessions().remove(this);
  }

  /**
   * The client's side is over. What is under way to the target may still arrive, but not after the
   * deadline, and a cut still finds the session. Behind the fence nothing arrives any more.
   *
   * @param then called when the target's side is over, too
   */
  void leave(Runnable then) {
    stopTimers();
    idleWarning.ifPresent(IdleWarning::stop);
    target.whenClosed(this::gone);
    target.whenClosed(then);
    if (fenced) {
      target.drop();
      return;
    }
    Duration linger = services.timeouts().linger();
    Duration left = deadline.left();
    target.closeWithin(left.compareTo(linger) < 0 ? left : linger);
  }
}
