package dev.hoist.policy.decide;

/**
 * A rule that denies, ready to decide.
 *
 * @param revokes whether its file ends live grants that a changed policy would not give
 */
record Denying(Head head, String message, boolean revokes) {}
