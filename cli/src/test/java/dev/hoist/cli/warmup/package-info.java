/** Tests of what is in the package of this name. */
@NullMarked
package dev.hoist.cli.warmup;

import org.jspecify.annotations.NullMarked;
