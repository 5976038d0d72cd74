package dev.hoist.policy.decide;

/** A rule that denies, ready to decide. */
record Denying(Head head, String message) {}
