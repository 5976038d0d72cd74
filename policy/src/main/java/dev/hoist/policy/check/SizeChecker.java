package dev.hoist.policy.check;

import dev.hoist.policy.model.PolicyDoc;
import dev.hoist.policy.model.RuleDef;
import dev.hoist.policy.source.Problems;
import java.util.List;

/**
 * Keeps sets within memory: a file of a mebibyte can name every role in every rule, and every
 * target in every role.
 */
final class SizeChecker {
  /** Rules times the roles they are about, and roles times the targets they are on. */
  static final long MOST = 1_000_000;

  private SizeChecker() {}

  static void check(List<PolicyDoc> docs, Problems problems) {
    long pairs = 0;
    for (PolicyDoc doc : docs) {
      int roles = Math.max(1, doc.roles().size());
      for (RuleDef rule : doc.rules()) {
        pairs += rule.roles().isEmpty() ? roles : rule.roles().size();
      }
      pairs += doc.roles().stream().mapToLong(r -> r.on().size()).sum();
      if (pairs > MOST) {
        problems.error(
            doc.source(),
            doc.name().mark(),
            "up to here the set has more than a million pairs of a rule and a role it is about,"
                + " or a role and a target it is on; name fewer");
        return;
      }
    }
  }
}
