package dev.hoist.kernel.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.change.Touched.How;
import dev.hoist.kernel.elevation.Cast;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.policy.PolicyHash;
import dev.hoist.kernel.policy.PolicyOrigin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ProposalDigestTest {
  @Test
  @DisplayName("S12 the digest of a proposal stays the same over versions of hoist")
  void knownAnswer() {
    var proposal =
        new Proposal(
            new RequestId(7),
            Cast.ANA,
            PolicyOrigin.Way.PUSH,
            new PolicyHash("a".repeat(64)),
            new PolicyHash("b".repeat(64)),
            List.of(
                new Touched("a.yaml", How.CHANGED, Set.of("group:leads", "user:sam")),
                new Touched("ü.yaml", How.ADDED, Set.of("administrators"))),
            Optional.of("new team"),
            Cast.NOON,
            Cast.NOON.plus(Duration.ofDays(7)));
    assertThat(proposal.digest().hex())
        .isEqualTo("ebfefb148f138f1b98582cd914c34802ac64d932a03fd2903f602762300d3892");
  }
}
