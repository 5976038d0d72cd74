package dev.hoist.control.elevation;

import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.identity.SubjectId;

/**
 * An idempotency key and what it was used for.
 *
 * @param asked what was asked for, so that the same key for something else is noticed
 */
public record KeyUse(SubjectId requester, String key, String asked, RequestId request) {}
