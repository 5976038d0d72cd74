/**
 * One way to lay out policy files: what they say and their comments stay, where things stand is
 * decided here. A file is read into {@link dev.hoist.policy.format.Part}s, each comment goes with
 * the item it stands at, and the whole is written out again.
 */
@NullMarked
package dev.hoist.policy.format;

import org.jspecify.annotations.NullMarked;
