/** Tests of what is in the package of this name. */
@NullMarked
package dev.hoist.cli.connect;

import org.jspecify.annotations.NullMarked;
