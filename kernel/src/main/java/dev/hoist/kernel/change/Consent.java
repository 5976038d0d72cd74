package dev.hoist.kernel.change;

import dev.hoist.kernel.elevation.Digest;
import dev.hoist.kernel.identity.Subject;
import java.time.Instant;

/** One person's yes to exactly what was shown. */
public record Consent(Subject by, Digest shown, String note, Instant at) {}
