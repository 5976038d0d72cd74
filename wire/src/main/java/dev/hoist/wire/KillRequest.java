package dev.hoist.wire;

/**
 * Cuts a session.
 *
 * @param keepGrant whether its grant goes on; otherwise it is revoked
 */
public record KillRequest(String reason, boolean keepGrant) {}
