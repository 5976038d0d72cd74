package dev.hoist.control.audit;

/**
 * Writes an entry in the transaction that is open, or in one of its own when none is. Make it the
 * last statement of a transaction: entries are numbered without gaps, so writers wait for each
 * other from here to their commit.
 */
public interface AuditTrail {
  void append(AuditEntry entry);
}
