/** The checked set, indexed, and the decision: a pure function of the set and the facts. */
@NullMarked
package dev.hoist.policy.decide;

import org.jspecify.annotations.NullMarked;
