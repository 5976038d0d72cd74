package dev.hoist.wire;

import java.time.Duration;

/**
 * How a grant may be made longer.
 *
 * @param by at most how much at a time
 * @param times how often
 */
public record ExtensionView(Duration by, int times) {}
