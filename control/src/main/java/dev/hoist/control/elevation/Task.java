package dev.hoist.control.elevation;

import dev.hoist.kernel.elevation.Effect;
import java.time.Instant;

/**
 * An effect to carry out.
 *
 * @param number its place in the outbox; smaller ones of the same elevation are done
 * @param target the target's name, by which slow targets are kept apart
 * @param attempt counts from 1
 * @param enqueuedAt when it was committed
 */
public record Task(long number, Effect effect, String target, int attempt, Instant enqueuedAt) {}
