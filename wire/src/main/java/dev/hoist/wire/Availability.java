package dev.hoist.wire;

import java.util.Locale;

/** How one gets a role now. */
public enum Availability {
  /** There is a live grant: connect. */
  CONNECT,
  /** Granted at once when asked for. */
  AUTO,
  /** People have to approve. */
  APPROVAL,
  /** Not at all. */
  NO;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
