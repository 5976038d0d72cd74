/**
 * Checks a copy of the audit log, offline, with nothing but the log's public key. Everything the
 * check rests on is written here a second time, from the same public documents (RFC 6962, C2SP
 * tlog-tiles, signed-note, tlog-checkpoint, tlog-cosignature): a mistake in the writer must not
 * hide itself here. So nothing in this package may import from the writer's.
 */
@NullMarked
package dev.hoist.kernel.audit.verify;

import org.jspecify.annotations.NullMarked;
