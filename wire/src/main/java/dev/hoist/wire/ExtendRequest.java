package dev.hoist.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Optional;

/**
 * More time for a grant.
 *
 * @param number which extension it is to be: one more than {@link GrantView#extensions}; repeating
 *     the same call has one effect
 * @param length how much longer, in whole seconds; left out, as much as policy allows at a time
 */
public record ExtendRequest(int number, @JsonProperty("for") Optional<Duration> length) {}
