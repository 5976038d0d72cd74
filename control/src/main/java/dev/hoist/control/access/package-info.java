/** One-time access tokens, and the sessions that were opened with them. */
@NullMarked
package dev.hoist.control.access;

import org.jspecify.annotations.NullMarked;
