package dev.hoist.gateway;

import dev.hoist.kernel.elevation.GrantId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * How long grants that must not lie unused have done so, whichever of their sessions was used last,
 * also when none is left. A grant is forgotten when it is cut. Thread-safe.
 */
final class Usages {
  private final Sessions sessions;
  private final Recent<?> ended;
  private final Map<GrantId, Long> left = new ConcurrentHashMap<>();

  Usages(Sessions sessions, Recent<?> ended) {
    this.sessions = sessions;
    this.ended = ended;
  }

  /** A session ended that had done nothing for so long. */
  void left(GrantId grant, Duration unused) {
    long at = System.nanoTime() - unused.toNanos();
    left.merge(grant, at, (a, b) -> a - b > 0 ? a : b);
    if (ended.of(grant).isPresent()) {
      left.remove(grant);
    }
  }

  void forget(GrantId grant) {
    left.remove(grant);
  }

  /** Empty when the grant had no session here. */
  Optional<Duration> unused(GrantId grant) {
    // Live ones first: one that leaves in between is told of before it is gone.
    var live = sessions.of(grant).stream().map(LiveSession::unused).toList();
    var before =
        Stream.ofNullable(left.get(grant)).map(at -> Duration.ofNanos(System.nanoTime() - at));
    return Stream.concat(live.stream(), before).min(Duration::compareTo);
  }
}
