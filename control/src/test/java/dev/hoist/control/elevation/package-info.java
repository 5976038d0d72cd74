/** Tests of the engine on a real PostgreSQL. */
@NullMarked
package dev.hoist.control.elevation;

import org.jspecify.annotations.NullMarked;
