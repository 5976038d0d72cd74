/** What the language asks of kinds of target, which it does not understand itself. */
@NullMarked
package dev.hoist.policy.kinds;

import org.jspecify.annotations.NullMarked;
