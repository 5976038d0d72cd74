package dev.hoist.wire;

import java.time.Instant;

/**
 * A live grant that the policy in force would not give.
 *
 * @param grant {@code G-7}
 * @param until when it ends by itself
 * @param why what policy says to it now
 */
public record AffectedView(
    String grant, String user, String target, String role, Instant until, String why) {}
