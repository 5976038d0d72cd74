package dev.hoist.wire;

import java.util.Optional;

/** Ends all grants of a user, or all grants on a target; exactly one of the two. */
public record RevocationsRequest(Optional<String> user, Optional<String> target, String reason) {}
