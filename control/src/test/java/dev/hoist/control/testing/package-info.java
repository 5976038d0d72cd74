/** A small world for tests: real PostgreSQL, and people, policy, target and gateway that behave. */
@NullMarked
package dev.hoist.control.testing;

import org.jspecify.annotations.NullMarked;
