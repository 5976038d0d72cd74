package dev.hoist.policy.decide;

import dev.hoist.kernel.policy.Terms;

/** A rule that allows, ready to decide. */
record Allowing(Head head, Terms terms, Asks asks) {}
