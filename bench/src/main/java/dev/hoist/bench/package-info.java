/**
 * What {@code ./hoist bench} measures. Nothing here passes or fails: it prints what it found, on
 * this machine, with how to read it. {@code whole} times the product as its users meet it, {@code
 * relay} the gateway's byte path against the same queries without it and through pgbouncer.
 */
@NullMarked
package dev.hoist.bench;

import org.jspecify.annotations.NullMarked;
