/**
 * PostgreSQL behind the engine's ports: explicit SQL, one transaction for state, audit entry and
 * effects.
 */
@NullMarked
package dev.hoist.control.store;

import org.jspecify.annotations.NullMarked;
