package dev.hoist.control.elevation;

/**
 * A live grant that the policy in force would not give.
 *
 * @param why what policy says to it now
 */
public record Affected(Stored stored, String why) {}
