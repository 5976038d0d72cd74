/**
 * The API under {@code /api/v1}: what comes in is parsed once into what the engine takes, and what
 * goes out is a record of {@code dev.hoist.wire}. {@link dev.hoist.control.api.RouteTable} says who
 * may call what; what is not in it is denied. Who may see which request or session is {@link
 * dev.hoist.control.api.Sight}. Every problem is an RFC 9457 document.
 */
@NullMarked
package dev.hoist.control.api;

import org.jspecify.annotations.NullMarked;
