/**
 * Conditions: CEL, type-checked when policy is loaded, with bounds on size, depth and iterations,
 * and every mistake at its place in the file. A condition holds, fails, or cannot be told because
 * something is not known.
 */
@NullMarked
package dev.hoist.policy.cel;

import org.jspecify.annotations.NullMarked;
