package dev.hoist.kernel.audit;

import java.io.IOException;

/** The log on disk is not what this key signed, or not what is to be appended to. */
public final class AuditDamagedException extends IOException {
  public AuditDamagedException(String message) {
    super(message);
  }
}
