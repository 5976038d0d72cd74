package dev.hoist.wire;

/**
 * How the server is, for whoever asks.
 *
 * @param status {@code ready}, or {@code degraded} when one of the others is not as it should be
 * @param auditBehind whether entries wait longer than they should for the tamper-evident log
 * @param revocationDebt how many grants are over whose removal the target has not proved
 */
public record HealthView(String status, boolean auditBehind, int revocationDebt) {}
