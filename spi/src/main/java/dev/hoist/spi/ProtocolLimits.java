package dev.hoist.spi;

/**
 * What a client may send and do.
 *
 * @param plainAllowed whether a client may go on without TLS (explicitly allowed, loopback only)
 * @param preAuthBytes the most bytes a client may send before it is authorized
 * @param messageBytes the longest single message to accept from either side afterwards
 */
public record ProtocolLimits(boolean plainAllowed, int preAuthBytes, int messageBytes) {}
