package dev.hoist.policy.decide;

import dev.hoist.kernel.policy.Terms;
import java.util.Set;
import java.util.function.Function;

/**
 * A rule that allows, ready to decide.
 *
 * @param ownedBy its terms for a target that has owners of its own, given these
 */
record Allowing(Head head, Terms terms, Asks asks, Function<Set<String>, Terms> ownedBy) {}
