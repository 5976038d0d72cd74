/** How tests wait; other modules take it as a test-jar. */
@NullMarked
package dev.hoist.spi.testing;

import org.jspecify.annotations.NullMarked;
