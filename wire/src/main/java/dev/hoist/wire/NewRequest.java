package dev.hoist.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Asks for a role on a target.
 *
 * @param length how long; ISO-8601, whole seconds: {@code PT30M}
 * @param reason why; policy may require it
 * @param ticket the ticket it is about; policy may require one and say how it looks
 * @param fields answers to what policy asks besides, by name: texts, whole numbers, true or false
 * @param breakGlass whether it is made to break the glass; false when left out
 */
public record NewRequest(
    String target,
    String role,
    @JsonProperty("for") Duration length,
    Optional<String> reason,
    Optional<String> ticket,
    Optional<Map<String, Object>> fields,
    Optional<Boolean> breakGlass) {
  /** Says no more than the reason. */
  public NewRequest(String target, String role, Duration length, Optional<String> reason) {
    this(target, role, length, reason, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
