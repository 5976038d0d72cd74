package dev.hoist.kernel.elevation;

import dev.hoist.kernel.identity.SubjectId;
import java.time.Instant;
import java.util.Optional;

/** Why, by whom and when a grant began to end. */
public record End(EndCause cause, Optional<SubjectId> by, String note, Instant at) {}
