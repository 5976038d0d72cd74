package dev.hoist.spi;

import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.target.RoleDefinition;
import java.time.Instant;

/**
 * A privilege that one grant holds on a target.
 *
 * @param until the grant's expiry; the privilege's own dead-man expiry on the target is no later
 *     (S06)
 */
public record Lease(GrantId grant, RoleDefinition role, Instant until) {}
