/** The command line as a whole. */
@NullMarked
package dev.hoist.cli;

import org.jspecify.annotations.NullMarked;
