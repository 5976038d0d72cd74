package dev.hoist.wire;

/** Ends a grant. */
public record RevokeRequest(String reason) {}
