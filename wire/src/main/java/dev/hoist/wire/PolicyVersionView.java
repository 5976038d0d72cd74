package dev.hoist.wire;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A policy set that was put in force.
 *
 * @param hash SHA-256 over the whole set
 * @param origin {@code folder}, {@code git}, {@code push} or {@code rollback}
 * @param reference the commit, or the request {@code R-7}
 * @param author who made the change, as far as its origin tells
 * @param inForce whether it decides now
 */
public record PolicyVersionView(
    String hash,
    Instant loadedAt,
    String origin,
    Optional<String> reference,
    Optional<String> author,
    List<String> files,
    boolean inForce) {
  public PolicyVersionView {
    files = List.copyOf(files);
  }
}
