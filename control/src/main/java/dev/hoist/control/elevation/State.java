package dev.hoist.control.elevation;

import dev.hoist.kernel.elevation.Elevation;
import java.util.Locale;

/** The names of the states, as stored and shown: lower case. */
public enum State {
  PENDING,
  APPROVED,
  PROVISIONING,
  ACTIVE,
  REVOKING,
  ENDED,
  DENIED,
  WITHDRAWN,
  LAPSED,
  FAILED;

  public static State of(Elevation elevation) {
    return switch (elevation) {
      case Elevation.Pending e -> PENDING;
      case Elevation.Approved e -> APPROVED;
      case Elevation.Provisioning e -> PROVISIONING;
      case Elevation.Active e -> ACTIVE;
      case Elevation.Revoking e -> REVOKING;
      case Elevation.Ended e -> ENDED;
      case Elevation.Denied e -> DENIED;
      case Elevation.Withdrawn e -> WITHDRAWN;
      case Elevation.Lapsed e -> LAPSED;
      case Elevation.Failed e -> FAILED;
    };
  }

  /** The name as stored and shown. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
