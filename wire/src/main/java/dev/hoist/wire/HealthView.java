package dev.hoist.wire;

/** {@code ready}, or {@code starting}. */
public record HealthView(String status) {}
