package dev.hoist.wire;

import java.time.Instant;

/**
 * A statement that a search found.
 *
 * @param t milliseconds since the session began
 * @param text the statement, perhaps shortened
 */
public record SessionHit(
    String session, String user, String target, Instant startedAt, long t, String text) {}
