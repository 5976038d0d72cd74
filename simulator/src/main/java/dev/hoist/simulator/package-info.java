/**
 * Whole-system runs under a seed: the real engine on a clock, a store, a target and a gateway that
 * are simulated, with crashes between any two steps, repeats, delays, refusals, outages, clocks
 * that are set, and several people at once. Whatever goes wrong in a history goes wrong again with
 * the same seed.
 */
@NullMarked
package dev.hoist.simulator;

import org.jspecify.annotations.NullMarked;
