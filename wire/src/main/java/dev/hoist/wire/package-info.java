/**
 * The messages of the API under {@code /api/v1}, shared by server and command line: one record for
 * each request and response, {@link dev.hoist.wire.Problem} for what goes wrong, {@link
 * dev.hoist.wire.Routes} for the paths and {@link dev.hoist.wire.Json} for the JSON.
 *
 * <p>Field names are lowerCamel, instants ISO-8601 in UTC, durations ISO-8601 ({@code PT30M}), ids
 * as people see them ({@code R-1}, {@code G-1}, {@code S-1}). A component that is an {@code
 * Optional} may be absent; what is absent is left out rather than written as null. The OpenAPI file
 * says the same and a test compares the two.
 */
@NullMarked
package dev.hoist.wire;

import org.jspecify.annotations.NullMarked;
