/**
 * The tamper-evident log: RFC 6962 tree, tlog-tiles on disk, signed checkpoints, and a verifier
 * that\n * shares nothing with the writer.
 */
@NullMarked
package dev.hoist.kernel.audit;

import org.jspecify.annotations.NullMarked;
