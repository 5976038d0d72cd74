/**
 * The practice run from which the JVM's start-up cache is made: the commonest commands against a
 * stand-in for the server. See {@code train} in the launcher.
 */
@NullMarked
package dev.hoist.cli.warmup;

import org.jspecify.annotations.NullMarked;
