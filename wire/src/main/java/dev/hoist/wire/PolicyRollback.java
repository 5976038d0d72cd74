package dev.hoist.wire;

import java.util.Optional;

/**
 * Proposes a policy that was in force before.
 *
 * @param hash of the whole set, 64 hex digits
 */
public record PolicyRollback(String hash, Optional<String> reason) {}
