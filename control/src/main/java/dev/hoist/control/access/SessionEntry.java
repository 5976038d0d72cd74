package dev.hoist.control.access;

import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.session.SessionEnd;
import dev.hoist.kernel.session.SessionId;
import java.time.Instant;
import java.util.Optional;

/**
 * One session.
 *
 * @param client what the client program called itself
 * @param from where it connected from
 * @param end empty while it lives
 */
public record SessionEntry(
    SessionId id,
    GrantId grant,
    SubjectId subject,
    String subjectName,
    String target,
    String role,
    String client,
    String from,
    Instant begunAt,
    Optional<SessionEnd> end) {}
