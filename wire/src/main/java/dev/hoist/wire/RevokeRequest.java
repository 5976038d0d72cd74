package dev.hoist.wire;

/** Ends a grant, or kills a session. */
public record RevokeRequest(String reason) {}
