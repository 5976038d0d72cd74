/** The gateway, pgbouncer and no proxy at all under the same pgbench, in turns. */
@NullMarked
package dev.hoist.bench.relay;

import org.jspecify.annotations.NullMarked;
