/**
 * The bytes of the PostgreSQL frontend/backend protocol 3.0: framing, strict reading of message
 * bodies, and building of the few messages that hoist says itself.
 *
 * <p>{@link dev.hoist.postgres.protocol.codec.MessageStream} is the byte path. It reads headers in
 * place, hands over only the messages that somebody must look at, and forwards runs of messages as
 * slices of the buffer they came in. A message that is cut in two by a buffer's end waits for its
 * rest, so that what a peer has received always ends with a whole message; only messages longer
 * than {@link dev.hoist.postgres.protocol.codec.MessageStream#HOLD} are passed on in parts.
 *
 * <p>Source: PostgreSQL documentation, chapter "Frontend/Backend Protocol", sections "Message
 * Formats" and "Error and Notice Message Fields"; limits on lengths as in PostgreSQL's own {@code
 * SocketBackend} ({@code src/backend/tcop/postgres.c}).
 */
@NullMarked
package dev.hoist.postgres.protocol.codec;

import org.jspecify.annotations.NullMarked;
