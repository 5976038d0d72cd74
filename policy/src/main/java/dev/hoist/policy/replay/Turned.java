package dev.hoist.policy.replay;

import java.time.Instant;

/**
 * A past request that would be answered otherwise.
 *
 * @param was the answer of then, in words
 * @param why what makes the difference: the clause that fails now, or the rule that decides now
 */
public record Turned(
    long number,
    Turn turn,
    String who,
    String target,
    String role,
    Instant at,
    String was,
    String why) {}
