package dev.hoist.wire;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A decision of the past, and all that it depended on: it can be made again.
 *
 * @param number counts up; where a reader goes on
 * @param request the request it was about; absent when the answer opened none
 * @param facts what it was decided on, as kept
 * @param decision the answer, as kept
 * @param policy the hash of the set that decided
 */
public record PastDecisionView(
    long number, Optional<String> request, JsonNode facts, JsonNode decision, String policy) {}
