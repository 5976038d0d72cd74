/** A server process that is killed with -9 at any moment, and what must not be lost by it. */
@NullMarked
package dev.hoist.control.killing;

import org.jspecify.annotations.NullMarked;
