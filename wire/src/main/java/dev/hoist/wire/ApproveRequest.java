package dev.hoist.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Optional;

/**
 * Says yes.
 *
 * @param shown the {@code digest} of the request as it was shown; an approval binds exactly that
 * @param length the longest grant to agree to, ISO-8601, whole seconds; at most what was asked
 */
public record ApproveRequest(
    String shown, @JsonProperty("for") Optional<Duration> length, Optional<String> note) {}
