package dev.hoist.kernel.elevation;

import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.policy.PolicyHash;
import dev.hoist.kernel.policy.Terms;
import dev.hoist.kernel.target.Role;
import dev.hoist.kernel.target.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What was asked, by whom, and on which terms policy allowed it. Never edited: a changed request is
 * another request with another digest, which voids what was approved before (S12).
 *
 * @param asked how long the grant was asked for; a grant also never outlasts {@code terms.max()}
 * @param particulars what was said besides the reason
 * @param rule the policy rule that allowed it
 */
public record Request(
    RequestId id,
    Subject requester,
    Target target,
    Role role,
    Duration asked,
    Optional<String> reason,
    Particulars particulars,
    String rule,
    Terms terms,
    PolicyHash policy,
    Instant at) {
  public Request {
    if (!asked.isPositive()) {
      throw new IllegalArgumentException("a grant lasts longer than nothing");
    }
  }

  /** Nothing was said besides the reason. */
  public Request(
      RequestId id,
      Subject requester,
      Target target,
      Role role,
      Duration asked,
      Optional<String> reason,
      String rule,
      Terms terms,
      PolicyHash policy,
      Instant at) {
    this(id, requester, target, role, asked, reason, Particulars.NONE, rule, terms, policy, at);
  }

  /** What an approval binds. */
  public Digest digest() {
    return RequestDigest.of(this);
  }

  /** The same request on other terms, after policy changed. */
  Request on(Terms narrowed, String decidedBy) {
    return new Request(
        id, requester, target, role, asked, reason, particulars, decidedBy, narrowed, policy, at);
  }
}
