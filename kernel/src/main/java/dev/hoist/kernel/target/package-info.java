/**
 * What: targets and the roles on them, bound by immutable ids so that a re-created name inherits
 * nothing.
 */
@NullMarked
package dev.hoist.kernel.target;

import org.jspecify.annotations.NullMarked;
