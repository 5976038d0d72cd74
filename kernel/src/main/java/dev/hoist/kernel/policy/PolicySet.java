package dev.hoist.kernel.policy;

import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.kernel.target.TargetDefinition;
import java.util.List;
import java.util.Set;

/** A loaded, checked, immutable set of policy files. Safe for any number of threads. */
public interface PolicySet {
  PolicyHash hash();

  List<TargetDefinition> targets();

  List<RoleDefinition> roles();

  /**
   * Decides; a pure function of this set and the facts. Never throws for facts it does not know.
   */
  Decision decide(Facts facts);

  /**
   * The principals a subject stands for under this set: {@code user:NAME} and one {@code
   * group:NAME} for each group of the files they are in. Approvals are counted against these (S14).
   */
  Set<String> standing(Subject subject, Set<String> groups);
}
