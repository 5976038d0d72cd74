/**
 * SCRAM-SHA-256 as hoist speaks it to a target as a client (RFC 5802, RFC 7677; PostgreSQL
 * documentation, "SASL Authentication").
 *
 * <p>Without channel binding: the client says {@code n}, since the connection below is either
 * verified TLS or was explicitly allowed to be plain. Passwords are hoist's own, random and ASCII,
 * for which SASLprep is the identity.
 */
@NullMarked
package dev.hoist.postgres.protocol.scram;

import org.jspecify.annotations.NullMarked;
