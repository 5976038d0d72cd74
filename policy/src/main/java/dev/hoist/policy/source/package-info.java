/**
 * Where things stand in a policy file, and how problems are told: with file, line, column and the
 * spelling that was probably meant.
 */
@NullMarked
package dev.hoist.policy.source;

import org.jspecify.annotations.NullMarked;
