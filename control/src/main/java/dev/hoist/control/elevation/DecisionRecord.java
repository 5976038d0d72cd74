package dev.hoist.control.elevation;

import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.PolicyHash;
import java.util.Optional;

/**
 * What policy said and on which facts, kept so that it can be decided again.
 *
 * @param request the request it was about; empty when the answer opened none
 */
public record DecisionRecord(
    long number, Optional<RequestId> request, Facts facts, Decision decision, PolicyHash policy) {}
