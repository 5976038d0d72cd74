package dev.hoist.gateway;

import dev.hoist.kernel.elevation.EndCause;
import dev.hoist.kernel.elevation.GrantId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Grants that were cut a short while ago. A session whose check began before the cut may come back
 * with a yes after it; here it finds out. Checks that begin later see the grant's end themselves,
 * so an entry is kept only as long as a check may take.
 */
final class EndedGrants {
  private final Map<GrantId, Ended> ended = new ConcurrentHashMap<>();
  private final Duration keep;

  EndedGrants(Duration keep) {
    this.keep = keep;
  }

  void add(GrantId grant, EndCause cause) {
    ended.put(grant, new Ended(cause, System.nanoTime()));
  }

  Optional<EndCause> cause(GrantId grant) {
    return Optional.ofNullable(ended.get(grant)).map(Ended::cause);
  }

  void forgetOld() {
    long oldest = System.nanoTime() - keep.toNanos();
    ended.values().removeIf(it -> it.atNanos() - oldest < 0);
  }

  private record Ended(EndCause cause, long atNanos) {}
}
