package dev.hoist.kernel.session;

import java.time.Instant;

/**
 * How a session ended.
 *
 * @param why in words: {@code client left}, {@code cut: grant G-7 reached its deadline}, …
 * @param statements how many statements the client sent
 * @param bytesIn bytes from the client
 * @param bytesOut bytes to the client
 * @param recording SHA-256 chain head of the recording, 64 hex digits
 */
public record SessionEnd(
    SessionId session,
    String why,
    long statements,
    long bytesIn,
    long bytesOut,
    String recording,
    Instant at) {}
