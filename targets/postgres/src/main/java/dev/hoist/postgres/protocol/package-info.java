/**
 * PostgreSQL's wire protocol 3.0, both ends of it, as a state machine behind {@link
 * dev.hoist.spi.Protocol}: no threads, clocks or sockets in here.
 *
 * <p>A client meets a server that wants TLS and, as its cleartext password inside that, a one-time
 * access token. Once the token is good, hoist logs in to the target as the grant's ephemeral role
 * and from then on relays, strictly: only messages that the protocol lists for the state they come
 * in (S17), each statement recorded before it is forwarded (S20).
 *
 * <p>Rooms: {@code codec} (bytes), {@code scram} (login to the target), {@code statement} (what a
 * recording says), {@code session} (the state machine).
 */
@NullMarked
package dev.hoist.postgres.protocol;

import org.jspecify.annotations.NullMarked;
