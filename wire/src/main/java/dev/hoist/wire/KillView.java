package dev.hoist.wire;

import java.util.Optional;

/**
 * What became of a session that was to be cut, and of its grant.
 *
 * @param killed whether the session was still live
 * @param cutMillis how long it took to cut it, in milliseconds
 * @param grant {@code G-7}
 * @param state the grant's state now; {@code ended} once its removal was read back from the target
 * @param debt why the privilege is not proved gone yet
 */
public record KillView(
    boolean killed, long cutMillis, String grant, RequestState state, Optional<String> debt) {}
