/**
 * What authors of policy work with besides the check: tests in the files, explanations, replays of
 * the past, differences in meaning, and one way to lay files out.
 */
@NullMarked
package dev.hoist.policy.author;

import org.jspecify.annotations.NullMarked;
