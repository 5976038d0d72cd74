package dev.hoist.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks for a role on a target.
 *
 * @param length how long; ISO-8601: {@code PT30M}
 * @param reason why; policy may require it
 */
public record NewRequest(
    String target, String role, @JsonProperty("for") Duration length, Optional<String> reason) {}
