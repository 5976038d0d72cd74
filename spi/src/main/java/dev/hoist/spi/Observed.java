package dev.hoist.spi;

import java.time.Instant;

/**
 * What was seen, and when.
 *
 * @param at the value is not older than this
 */
public record Observed<T>(T value, Instant at) {}
