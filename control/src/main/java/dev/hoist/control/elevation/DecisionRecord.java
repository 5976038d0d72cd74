package dev.hoist.control.elevation;

import dev.hoist.control.facts.Sighting;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.PolicyHash;
import java.util.List;
import java.util.Optional;

/**
 * What policy said and on which facts, kept so that it can be decided again.
 *
 * @param request the request it was about; empty when the answer opened none
 * @param sightings how the facts about the world came to be known, or why they did not
 * @param policy the set that decided; {@link #NO_POLICY} when it was no policy that decided: there
 *     was none, the requester is disabled, or the role is another one than was asked for
 */
public record DecisionRecord(
    long number,
    Optional<RequestId> request,
    Facts facts,
    List<Sighting> sightings,
    Decision decision,
    PolicyHash policy) {
  /** Stands for "no policy" where a hash is called for. */
  public static final PolicyHash NO_POLICY = new PolicyHash("0".repeat(64));

  public DecisionRecord {
    sightings = List.copyOf(sightings);
  }

  DecisionRecord about(RequestId id) {
    return new DecisionRecord(number, Optional.of(id), facts, sightings, decision, policy);
  }
}
