/**
 * A real PostgreSQL 18 of one's own, beside the process that needs it: unpacked once, safe settings
 * (fsync, scram, loopback only), stopped with its owner, and going on after any crash. The binaries
 * wired in are those for Linux on x86-64; elsewhere, and for more than one node, hoist is given a
 * PostgreSQL with {@code HOIST_DATABASE_URL}.
 *
 * <p>PostgreSQL refuses to run as root. A root process therefore runs it as {@code postgres}, or
 * {@code nobody} where there is no such account, and where that account cannot reach the data
 * folder the cluster lives in {@code /var/lib/hoist}, which a note in the data folder points to.
 */
@NullMarked
package dev.hoist.embedded;

import org.jspecify.annotations.NullMarked;
