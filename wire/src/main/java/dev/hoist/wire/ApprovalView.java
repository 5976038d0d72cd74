package dev.hoist.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One person's yes.
 *
 * @param stage the round it counts for, from 1
 * @param limit the longest grant they agreed to
 */
public record ApprovalView(
    String by, int stage, Optional<Duration> limit, String note, Instant at) {}
