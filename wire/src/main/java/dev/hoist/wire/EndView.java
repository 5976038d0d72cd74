package dev.hoist.wire;

import java.time.Instant;
import java.util.Optional;

/**
 * How a request ended.
 *
 * @param cause {@code expired}, {@code done}, {@code idle}, {@code revoked}, {@code
 *     subject-disabled}, {@code policy-changed}, {@code provision-failed}, {@code denied}, {@code
 *     withdrawn}, {@code lapsed}, {@code failed}
 * @param by who ended it, where it was someone
 */
public record EndView(String cause, Optional<String> by, String note, Instant at) {}
