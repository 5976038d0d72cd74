package dev.hoist.wire;

import java.util.Locale;

/** Where a request is in its life. */
public enum RequestState {
  PENDING,
  APPROVED,
  PROVISIONING,
  ACTIVE,
  REVOKING,
  ENDED,
  /** A change of policy is in force. */
  APPLIED,
  DENIED,
  WITHDRAWN,
  LAPSED,
  FAILED;

  /** Whether nothing will happen to it any more. */
  public boolean terminal() {
    return switch (this) {
      case PENDING, APPROVED, PROVISIONING, ACTIVE, REVOKING -> false;
      case ENDED, APPLIED, DENIED, WITHDRAWN, LAPSED, FAILED -> true;
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
