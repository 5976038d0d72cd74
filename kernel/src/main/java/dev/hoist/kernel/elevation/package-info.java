/**
 * The life of one elevation: {@code (state, event, now) -> (state, effects)}, with no clock, no
 * I/O\n * and no hidden input. {@link dev.hoist.kernel.elevation.Lifecycle} is the only way from
 * one state to\n * the next.
 */
@NullMarked
package dev.hoist.kernel.elevation;

import org.jspecify.annotations.NullMarked;
