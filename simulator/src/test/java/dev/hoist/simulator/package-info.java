/** A thousand histories, and proof that they can be replayed. */
@NullMarked
package dev.hoist.simulator;

import org.jspecify.annotations.NullMarked;
