/**
 * A change of the policy itself, from its proposal to its being in force: who has to agree, what
 * they agree to, and what ends it. Pure, like the lifecycle of elevations, and with the same
 * guarantees: nobody approves their own (S10), people are counted once (S11), a yes binds the
 * digest of what was shown (S12), terminal states absorb (S13), and rights are looked at again when
 * it counts (S14).
 */
@NullMarked
package dev.hoist.kernel.change;

import org.jspecify.annotations.NullMarked;
