/** Tests of what is in the package of this name. */
@NullMarked
package dev.hoist.cli.show;

import org.jspecify.annotations.NullMarked;
