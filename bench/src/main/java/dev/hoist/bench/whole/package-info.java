/** Starting, asking, being granted and being cut, by the wall clock. */
@NullMarked
package dev.hoist.bench.whole;

import org.jspecify.annotations.NullMarked;
