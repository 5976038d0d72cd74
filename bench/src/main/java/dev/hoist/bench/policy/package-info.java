/** Policy at size: loading, deciding, and what a large set weighs. */
@NullMarked
package dev.hoist.bench.policy;

import org.jspecify.annotations.NullMarked;
