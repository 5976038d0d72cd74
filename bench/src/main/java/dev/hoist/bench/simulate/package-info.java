/** How long it takes to decide a large past again under changed policy files. */
@NullMarked
package dev.hoist.bench.simulate;

import org.jspecify.annotations.NullMarked;
