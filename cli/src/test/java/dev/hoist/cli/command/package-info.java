/** Tests of what is in the package of this name. */
@NullMarked
package dev.hoist.cli.command;

import org.jspecify.annotations.NullMarked;
