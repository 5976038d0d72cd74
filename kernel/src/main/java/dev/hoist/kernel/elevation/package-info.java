/**
 * The life of one elevation: {@code (state, event, now) -> (state, effects)}, with no clock, no I/O
 * and no hidden input. {@link dev.hoist.kernel.elevation.Lifecycle} is the only way from one state
 * to the next:
 *
 * <pre>
 * open ─► Pending ─► Approved ─► Provisioning ─► Active ─► Revoking ─► Ended
 *            │           │             └──────────────────────▲
 *            ├► Denied   ├► Failed      (whatever may be on the target is taken back and read back)
 *            ├► Withdrawn◄┘
 *            └► Lapsed
 * </pre>
 *
 * <p>An active grant may be extended, which leaves it active with a later end.
 *
 * <p>{@code Deliberation} is about Pending, {@code Activation} about Approved, {@code Tenure} about
 * Provisioning, Active and Revoking; {@code Extending} about more time; {@code Quorum} knows who
 * counts.
 */
@NullMarked
package dev.hoist.kernel.elevation;

import org.jspecify.annotations.NullMarked;
