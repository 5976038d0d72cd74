package dev.hoist.wire;

import java.time.Duration;
import java.util.Optional;

/**
 * One role that the caller can or cannot get now.
 *
 * @param kind the target's kind: {@code postgres}
 * @param approvals how many people have to approve, over all rounds
 * @param max the longest grant; empty when there is none to be had
 * @param why why not, or what has to be given; empty when there is nothing to say
 * @param grant the caller's live grant: {@code G-7}
 */
public record OfferView(
    String target,
    String kind,
    String role,
    Availability how,
    int approvals,
    Optional<Duration> max,
    Optional<String> why,
    Optional<String> grant) {}
