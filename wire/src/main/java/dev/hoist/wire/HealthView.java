package dev.hoist.wire;

/**
 * How the server is, for whoever asks.
 *
 * @param status {@code ready}, or {@code degraded} when one of the others is not as it should be
 * @param auditBehind whether entries wait longer than they should for the tamper-evident log
 * @param revocationDebt how many grants are over whose removal the target has not proved
 * @param policyNotLoaded whether the policy that it finds is not fit to be put in force, so that
 *     the one before it stays; an administrator sees why in {@code GET /policy}
 * @param targetsNotLoaded the same of the inventory of targets
 */
public record HealthView(
    String status,
    boolean auditBehind,
    int revocationDebt,
    boolean policyNotLoaded,
    boolean targetsNotLoaded) {}
