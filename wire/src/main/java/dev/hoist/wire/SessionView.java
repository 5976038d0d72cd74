package dev.hoist.wire;

import java.time.Instant;
import java.util.Optional;

/**
 * A session through the gateway.
 *
 * @param id {@code S-7}
 * @param grant {@code G-7}
 * @param client the client program's own name for itself
 * @param from the client's address
 * @param endedAt empty while it is live
 * @param why how it ended, in words
 * @param recording SHA-256 chain head of the finished recording
 * @param check the recording against the audit log; empty in lists
 * @param problem what is wrong with an altered recording
 */
public record SessionView(
    String id,
    String grant,
    String user,
    String target,
    String role,
    String client,
    String from,
    Instant startedAt,
    Optional<Instant> endedAt,
    Optional<String> why,
    Optional<Long> statements,
    Optional<Long> bytesIn,
    Optional<Long> bytesOut,
    Optional<String> recording,
    Optional<RecordingCheck> check,
    Optional<String> problem) {}
