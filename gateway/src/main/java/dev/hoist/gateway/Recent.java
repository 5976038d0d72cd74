package dev.hoist.gateway;

import dev.hoist.kernel.elevation.GrantId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What happened to grants a short while ago: that one was cut, say. A session whose check began
 * before that may come back with a yes after it; here it finds out. Checks that begin later see it
 * themselves, so an entry is kept only as long as a check may take.
 */
final class Recent<T> {
  private final Map<GrantId, Noted<T>> noted = new ConcurrentHashMap<>();
  private final Duration keep;

  Recent(Duration keep) {
    this.keep = keep;
  }

  void add(GrantId grant, T what) {
    noted.put(grant, new Noted<>(what, System.nanoTime()));
  }

  Optional<T> of(GrantId grant) {
    return Optional.ofNullable(noted.get(grant)).map(Noted::what);
  }

  void forgetOld() {
    long oldest = System.nanoTime() - keep.toNanos();
    noted.values().removeIf(it -> it.atNanos() - oldest < 0);
  }

  private record Noted<T>(T what, long atNanos) {}
}
