/**
 * Policy as code: YAML files in, a checked and immutable {@link dev.hoist.kernel.policy.PolicySet}
 * out. The language is described in docs/policy.md; {@link dev.hoist.policy.HoistPolicyLoader} is
 * the door.
 */
@NullMarked
package dev.hoist.policy;

import org.jspecify.annotations.NullMarked;
