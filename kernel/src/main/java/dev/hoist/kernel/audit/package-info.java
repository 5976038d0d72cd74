/**
 * The tamper-evident log, as other people's tools know it: an RFC 6962 tree of entries, kept as
 * C2SP tlog-tiles, under checkpoints that are C2SP signed notes (Ed25519).
 *
 * <p>In the folder: {@code tile/<level>/<n>} hashes, {@code tile/entries/<n>} entries, both with
 * {@code .p/<width>} while they are not full, {@code checkpoint}, {@code audit.pub} (vkey), {@code
 * audit.key} (0600). Only the partial tiles of the newest checkpoint are kept. While entries are
 * being written there is also {@code checkpoint.next}, the signed intent: whatever lies beyond the
 * checkpoint without such an intent was not left by a crash.
 *
 * <p>Each checkpoint carries two signatures by the log's key: the log's own, and a C2SP
 * cosignature/v1, which says when.
 *
 * <p>{@link dev.hoist.kernel.audit.verify} checks all this and shares no code with it; nothing
 * there may import from here.
 */
@NullMarked
package dev.hoist.kernel.audit;

import org.jspecify.annotations.NullMarked;
