/**
 * Sessions under a grant, and the only door to a target: {@link
 * dev.hoist.kernel.session.Authorizer} is the one place that can make an {@link
 * dev.hoist.kernel.session.Authorized}, and nothing dials a target without one.
 */
@NullMarked
package dev.hoist.kernel.session;

import org.jspecify.annotations.NullMarked;
