package dev.hoist.control.api;

import dev.hoist.control.change.Standings;
import dev.hoist.control.policy.LoadedPolicy;
import dev.hoist.control.policy.Policies;
import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.wire.ProblemCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What someone sees of the policy in force: administrators all of it, owners the files that name
 * them, nobody else anything.
 *
 * @param owned the files they see; empty for all
 */
record PolicySight(LoadedPolicy policy, Optional<Set<String>> owned) {
  private static final int MOST_TOLD = 20;

  /** What the caller sees now, or the problem. */
  static PolicySight of(Caller caller, Policies policies, Standings standings) {
    LoadedPolicy policy =
        policies
            .current()
            .orElseThrow(
                () -> ApiException.of(ProblemCode.UNAVAILABLE, "no policy is in force yet"));
    if (caller.admin()) {
      return new PolicySight(policy, Optional.empty());
    }
    Set<String> owned = standings.owned(policy, caller.subject());
    if (owned.isEmpty()) {
      throw ApiException.of(
          ProblemCode.FORBIDDEN,
          "policy files, and what was decided by them, are for their owners and administrators",
          "ask one of them; what you can get: hoist ls");
    }
    return new PolicySight(policy, Optional.of(owned));
  }

  boolean sees(PolicyFile file) {
    return owned.map(names -> names.contains(file.name())).orElse(true);
  }

  /** What is about a target is seen by the owners of the file that governs the target now. */
  boolean sees(Facts facts) {
    return owned.isEmpty() || policy.set().fileOf(facts).filter(owned.get()::contains).isPresent();
  }

  /** The names of the files that are not seen. */
  List<String> hidden() {
    return policy.files().stream().filter(f -> !sees(f)).map(PolicyFile::name).sorted().toList();
  }

  /** For the audit log. */
  String told() {
    return owned
        .map(
            names ->
                names.size()
                    + " of "
                    + policy.files().size()
                    + " files: "
                    + names.stream().sorted().limit(MOST_TOLD).collect(Collectors.joining(", ")))
        .orElse("all files");
  }
}
