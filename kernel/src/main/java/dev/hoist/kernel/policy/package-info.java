/**
 * What policy is asked and what it answers. The language lives in the policy room; here is only the
 * vocabulary that every room shares: {@link dev.hoist.kernel.policy.Facts} in, a {@link
 * dev.hoist.kernel.policy.Decision} out, purely.
 */
@NullMarked
package dev.hoist.kernel.policy;

import org.jspecify.annotations.NullMarked;
