package dev.hoist.policy.model;

import java.time.ZoneId;

/**
 * What holds for a whole file.
 *
 * @param everywhere whether its denials hold for every target of the set
 * @param observes whether it decides and grants nothing
 * @param revokes whether its grants end when a changed policy would not give them
 * @param zone the time zone of its local times
 */
public record Settings(boolean everywhere, boolean observes, boolean revokes, ZoneId zone) {}
