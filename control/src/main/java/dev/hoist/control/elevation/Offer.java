package dev.hoist.control.elevation;

import dev.hoist.kernel.policy.Terms;
import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.kernel.target.TargetDefinition;
import java.util.Optional;

/**
 * One role on one target, as it stands for one subject.
 *
 * @param terms what policy allows; empty for {@link How#NO}
 * @param why in words: the rule that decides, or what is missing
 * @param grant the subject's own live or waiting elevation for it, if any
 */
public record Offer(
    TargetDefinition target,
    RoleDefinition role,
    How how,
    Optional<Terms> terms,
    String why,
    Optional<Stored> grant) {
  /** How one gets it. */
  public enum How {
    /** One has it. */
    CONNECT,
    /** Ask and it is granted. */
    AUTO,
    /** Ask and others decide. */
    APPROVAL,
    NO
  }
}
