package dev.hoist.wire;

/**
 * The server's version.
 *
 * @param api the API's own version: {@code v1}
 */
public record VersionView(String version, String api) {}
