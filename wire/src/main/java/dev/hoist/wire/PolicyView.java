package dev.hoist.wire;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The policy in force.
 *
 * @param hash SHA-256 over the whole set
 * @param problem what is wrong with the files as they are now; the policy in force is then the last
 *     good one
 * @param targetsProblem the same of the inventory of targets
 */
public record PolicyView(
    String hash,
    List<String> files,
    Instant loadedAt,
    Optional<String> problem,
    Optional<String> targetsProblem) {
  public PolicyView {
    files = List.copyOf(files);
  }
}
