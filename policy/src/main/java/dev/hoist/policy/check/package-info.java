/**
 * What only shows when names are looked up across a set: dangling and duplicate names, quorums that
 * nobody can fill.
 */
@NullMarked
package dev.hoist.policy.check;

import org.jspecify.annotations.NullMarked;
