/**
 * What is different between two policy sets, in meaning: {@link dev.hoist.policy.diff.Change}s of
 * what the files define, and {@link dev.hoist.policy.diff.Reach}: who gets what how, before and
 * after. Comments, layout and tests mean nothing.
 */
@NullMarked
package dev.hoist.policy.diff;

import org.jspecify.annotations.NullMarked;
