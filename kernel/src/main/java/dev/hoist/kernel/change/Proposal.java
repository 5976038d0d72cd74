package dev.hoist.kernel.change;

import dev.hoist.kernel.elevation.Digest;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.policy.PolicyHash;
import dev.hoist.kernel.policy.PolicyOrigin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What someone wants policy to be. Never edited: another set is another proposal.
 *
 * @param way a push, or a rollback to a set that was in force before
 * @param base the set that it is a change of; it counts only while that is in force
 * @param proposed the set that it makes
 */
public record Proposal(
    RequestId id,
    Subject author,
    PolicyOrigin.Way way,
    PolicyHash base,
    PolicyHash proposed,
    List<Touched> touched,
    Optional<String> reason,
    Instant at,
    Instant lapsesAt) {
  public Proposal {
    touched = List.copyOf(touched);
    if (touched.isEmpty() || base.equals(proposed)) {
      throw new IllegalArgumentException(id + " changes nothing");
    }
    if (!lapsesAt.isAfter(at)) {
      throw new IllegalArgumentException(id + " stays open longer than nothing");
    }
  }

  /** What an approval binds; the two hashes stand for every byte of both sets. */
  public Digest digest() {
    return ProposalDigest.of(this);
  }
}
