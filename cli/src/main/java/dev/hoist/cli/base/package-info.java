/**
 * What every command stands on: the surroundings it runs in, the options all commands share, exit
 * codes, and failures that say what to do next.
 */
@NullMarked
package dev.hoist.cli.base;

import org.jspecify.annotations.NullMarked;
