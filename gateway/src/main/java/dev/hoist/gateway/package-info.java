/**
 * The gateway: listens, lets in whom the {@link dev.hoist.kernel.session.Authorizer} lets in, holds
 * sessions, records, warns and cuts. It knows no kind of target; what a client and a target say is
 * the business of a {@link dev.hoist.spi.ProtocolSession}, one for each connection.
 *
 * <h2>The byte path</h2>
 *
 * A connection and its target's connection live on one event loop, so the path takes no locks and
 * changes no threads:
 *
 * <pre>
 * client socket → [TLS] → {@link dev.hoist.gateway.Connection} → ProtocolSession
 *                                    │ record()  → the session's recording, gathered
 *                                    │ toTarget() → {@link dev.hoist.gateway.Outlet}, gathered
 *               at the end of a read: recording written (one write), then the outlet's batch
 *               handed to the target's channel (one buffer)
 *               at the end of all reads of this wake-up: flush (one writev)
 * target socket → [TLS] → TargetSide → ProtocolSession → Outlet of the client, the same way back
 * </pre>
 *
 * A byte is copied once, from the buffer that was read into the batch that is written. When a
 * side's channel has more than its high-water mark to send, the gateway stops reading from whoever
 * fills it, so no queue grows without bound and nobody waits for somebody else's slow peer. What
 * may block (asking who may come in, names, reading certificates, reporting ends) runs on virtual
 * threads, and its answer hops back to the loop. The one exception is the write of a recording:
 * what is not written must not be forwarded, so the loop waits for the operating system to take the
 * bytes (not for the disk).
 *
 * <h2>Deadlines and cuts</h2>
 *
 * A session's deadline is its grant's absolute expiry, turned into a point on the monotonic clock
 * when the session is let in, and compared with the {@link dev.hoist.kernel.time.TimeSource} as
 * well: whichever comes first ends it (S01, S02, S24). A timer ends it on time; each read checks
 * too, so a late timer forwards nothing. A cut first fences the session, so that nothing is handed
 * to the target any more, resets the target's connection, dropping what is under way, and then lets
 * the protocol say why to the client.
 *
 * <h2>Who may hold a connection</h2>
 *
 * Before it is let in, a connection costs its source one of few places, has few seconds and few
 * bytes. When the places of a source address (an IPv6 source is its /64) or all places are taken,
 * further connections are closed at once: an attacker with one address can keep out nobody but
 * clients of that address, one with very many addresses can keep out new clients for as long as
 * they reconnect, and neither touches sessions that were let in.
 */
@NullMarked
package dev.hoist.gateway;

import org.jspecify.annotations.NullMarked;
