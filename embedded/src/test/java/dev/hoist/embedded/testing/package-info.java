/** A PostgreSQL that a module's tests share; other modules take it as a test-jar. */
@NullMarked
package dev.hoist.embedded.testing;

import org.jspecify.annotations.NullMarked;
