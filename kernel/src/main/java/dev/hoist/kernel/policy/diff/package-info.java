/** What is different in meaning between two policy sets, as it is told. */
@NullMarked
package dev.hoist.kernel.policy.diff;

import org.jspecify.annotations.NullMarked;
