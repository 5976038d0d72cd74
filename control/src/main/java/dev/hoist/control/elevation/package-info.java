/**
 * The engine: commands in, one transaction each, effects carried out at least once, deadlines kept,
 * and what was left behind by a crash put right.
 *
 * <p>It reads clocks, keeps state and touches targets only through its ports ({@code Store}, {@code
 * TimeSource}, {@code Scheduler}, {@code Connectors}, {@code SessionCutter}, {@code Subjects}), so
 * that the simulator can run it as it is. Nothing here knows Spring or SQL.
 */
@NullMarked
package dev.hoist.control.elevation;

import org.jspecify.annotations.NullMarked;
