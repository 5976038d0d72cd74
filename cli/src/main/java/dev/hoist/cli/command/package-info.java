/** One class a command, in the order of {@code hoist help}. */
@NullMarked
package dev.hoist.cli.command;

import org.jspecify.annotations.NullMarked;
