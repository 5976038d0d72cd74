package dev.hoist.wire;

import java.time.Instant;
import java.util.Optional;

/**
 * A grant.
 *
 * @param id {@code G-7}
 * @param request {@code R-7}
 * @param kind the target's kind
 * @param from when the last approval was given
 * @param until the absolute expiry
 * @param extensions how often it was extended so far
 * @param limits what bounds it besides
 * @param unusedUntil when it ends unless it is used before; only while active
 * @param debt why the privilege is not proved gone yet; only while revoking
 */
public record GrantView(
    String id,
    String request,
    RequestState state,
    String user,
    String target,
    String role,
    String kind,
    Instant from,
    Instant until,
    int extensions,
    Optional<LimitsView> limits,
    Optional<Instant> unusedUntil,
    Optional<String> debt) {}
