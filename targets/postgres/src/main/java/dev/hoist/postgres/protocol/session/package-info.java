/**
 * One client connection through hoist, from its first byte to its last, as a state machine.
 *
 * <p>{@link dev.hoist.postgres.protocol.session.PgSession} always stands in one stage: at the
 * {@link dev.hoist.postgres.protocol.session.Door} (TLS, start-up, one-time token as password), in
 * {@link dev.hoist.postgres.protocol.session.TargetLogin} (TLS and SCRAM towards the target as the
 * ephemeral role), in the {@link dev.hoist.postgres.protocol.session.Relay}, or it is over. A stage
 * accepts what is listed there and nothing else (S17); the rest ends in FATAL 08P01.
 *
 * <p>In the relay, each message of the client that the target answers becomes a {@link
 * dev.hoist.postgres.protocol.session.Step}, kept in order, so that under pipelining every answer
 * finds the statement it belongs to. The rules are those of PostgreSQL's own {@code PostgresMain}:
 * after an error in the extended protocol everything up to the next Sync is skipped; during COPY
 * in, Sync and Flush are ignored; after a failed COPY in, late COPY messages are ignored.
 *
 * <p>What hoist says in band stands between messages, never inside one. A cut that comes while a
 * message longer than {@link dev.hoist.postgres.protocol.codec.MessageStream#HOLD} is partly with
 * the client cannot be announced without forging data, so then the connection just closes; shorter
 * messages are never partly with the client.
 *
 * <p>What the client has the target do stands in the recording before it is forwarded (S20). A
 * statement with a name is an entry when it is parsed, for SQL's EXECUTE can reach it; one without
 * when it is bound, for a Bind alone runs code (planning, domains) and SQL's FETCH can reach a
 * portal. An Execute adds an entry unless it is the portal's first or goes on where the target
 * stopped. Where a name may stand for something else, because its Parse or Bind may have failed, or
 * SQL may have given it anew, be it by a statement that is still on its way or by code that the
 * client brought along, the entry says so.
 *
 * <p>Known limit: code that stood on the target before the session (a function that somebody else
 * made) can free a name and give it anew without our noticing.
 *
 * <p>Source: PostgreSQL documentation, "Message Flow" with its parts "Start-up", "Simple Query",
 * "Extended Query", "Pipelining", "Function Call", "COPY Operations", "Asynchronous Operations",
 * "Canceling Requests in Progress", "Termination", "SSL Session Encryption".
 */
@NullMarked
package dev.hoist.postgres.protocol.session;

import org.jspecify.annotations.NullMarked;
