package dev.hoist.wire;

import tools.jackson.databind.JsonNode;

/**
 * An entry of the audit log.
 *
 * @param index its place in the log, from 0
 * @param entry the entry exactly as the log's leaf holds it
 */
public record AuditEntryView(long index, JsonNode entry) {}
