/**
 * The past under another policy: what was asked is decided again on the facts of then, purely. A
 * request counts once, as it was first decided.
 */
@NullMarked
package dev.hoist.policy.replay;

import org.jspecify.annotations.NullMarked;
